// Package session reads one line of the exchange.
package session

import (
	"log"
	"time"

	"example.com/tickplant/quotes/internal/board"
	"example.com/tickplant/quotes/internal/exchange"
)

// silence after which a line counts as broken.
const silence = 2 * time.Minute

// Session is one line.
type Session struct {
	line  int
	board *board.Board
	count int
}

// New returns a session for a line.
func New(line int, b *board.Board) *Session { return &Session{line: line, board: b} }

// Listen shows every quote until the line is silent for too long.
func (s *Session) Listen(quotes <-chan exchange.Quote) {
	for {
		select {
		case q := <-quotes:
			s.count++
			s.board.Show(q.Paper, q.Cents)
		case <-time.After(silence):
			log.Printf("line %d is silent after %d quotes", s.line, s.count)
			return
		}
	}
}
