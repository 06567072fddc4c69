// Command tickets pays parking tickets at a bank that allows one request for each connection.
package main

import (
	"log"
	"os"

	"example.com/parkmeter/tickets/internal/bank"
	"example.com/parkmeter/tickets/internal/debugz"
	"example.com/parkmeter/tickets/internal/machines"
)

func main() {
	debugz.Open()
	client := bank.NewClient(os.Getenv("PEER_ADDR"))
	log.Fatal(machines.Run(client, 10))
}
