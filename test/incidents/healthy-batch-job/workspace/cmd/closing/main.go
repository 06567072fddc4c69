// Command closing closes the books of a month: a job that needs all processors for a while.
package main

import (
	"log"
	"time"

	"example.com/ledgerline/closing/internal/accounts"
	"example.com/ledgerline/closing/internal/balance"
	"example.com/ledgerline/closing/internal/debugz"
)

func main() {
	debugz.Open()
	for month := 1; month <= 12; month++ {
		start := time.Now()
		sheet := balance.Close(accounts.Load(month, 700000))
		log.Printf("month %d: %d accounts in %v", month, len(sheet), time.Since(start).Round(time.Millisecond))
	}
	log.Print("the year is closed")
	time.Sleep(time.Minute)
}
