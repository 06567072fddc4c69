// Package spool owns the folder that reports are written to.
package spool

import (
	"os"
	"path/filepath"
	"syscall"
)

// Spool is a folder; a file of it belongs to whoever holds its lock, also across processes.
type Spool struct{ dir string }

// New returns the spool in a folder.
func New(dir string) *Spool { return &Spool{dir: dir} }

// Open returns a customer's file, locked.
func (s *Spool) Open(customer string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(s.dir, customer+".csv"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
