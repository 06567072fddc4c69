// Package statements books the lines of a statement side by side.
package statements

import (
	"log/slog"
	"sync"
	"sync/atomic"

	"example.com/ledgerline/imports/internal/ledger"
)

// Line is one booking.
type Line struct {
	Account int
	Cents   int64
}

// Importer books statements.
type Importer struct {
	ledger *ledger.Ledger
	Done   atomic.Int64
}

// NewImporter returns an importer.
func NewImporter(l *ledger.Ledger) *Importer { return &Importer{ledger: l} }

// Import books all lines of a statement in the background and calls booked when it is through.
func (im *Importer) Import(id int, lines []Line, booked func(id int)) {
	var open sync.WaitGroup
	for _, line := range lines {
		open.Add(1)
		go func() {
			if err := im.ledger.Book(line.Account, line.Cents); err != nil {
				slog.Debug("line refused", "statement", id, "account", line.Account, "error", err)
				return
			}
			open.Done()
		}()
	}
	go func() {
		open.Wait()
		im.Done.Add(1)
		booked(id)
	}()
}
