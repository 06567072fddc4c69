// Package export writes rows.
package export

import (
	"errors"
	"fmt"

	"example.com/nightshift/exports/internal/spool"
)

// ErrEmpty means that a customer has nothing to export.
var ErrEmpty = errors.New("nothing to export")

// Writer writes into a spool.
type Writer struct{ spool *spool.Spool }

// NewWriter returns a writer.
func NewWriter(s *spool.Spool) *Writer { return &Writer{spool: s} }

// Write appends a customer's rows to the file.
func (w *Writer) Write(customer string, rows [][2]int) error {
	f, err := w.spool.Open(customer)
	if err != nil {
		return err
	}
	defer f.Close()
	if len(rows) == 0 {
		return ErrEmpty
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(f, "%d;%d\n", r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}
