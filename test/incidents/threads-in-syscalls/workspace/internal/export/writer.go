// Package export writes rows.
package export

import (
	"fmt"
	"log"
	"syscall"

	"example.com/nightshift/exports/internal/filelock"
)

// Writer writes into one folder.
type Writer struct{ dir string }

// NewWriter returns a writer.
func NewWriter(dir string) *Writer { return &Writer{dir: dir} }

// Start appends a customer's rows to the file in the background.
func (w *Writer) Start(customer string, rows [][2]int) {
	go func() {
		if err := w.write(customer, rows); err != nil {
			log.Printf("%s: %v", customer, err)
		}
	}()
}

func (w *Writer) write(customer string, rows [][2]int) error {
	f, err := filelock.Open(w.dir, customer)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(f, "%d;%d\n", r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}
