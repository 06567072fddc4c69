// Command quotes keeps the last price of each paper.
package main

import (
	"example.com/tickplant/quotes/internal/board"
	"example.com/tickplant/quotes/internal/debugz"
	"example.com/tickplant/quotes/internal/exchange"
	"example.com/tickplant/quotes/internal/session"
)

func main() {
	debugz.Open()
	b := board.New()
	lines := exchange.Connect(4, 90000)
	for i, line := range lines[1:] {
		go session.New(i+1, b).Listen(line)
	}
	session.New(0, b).Listen(lines[0])
}
