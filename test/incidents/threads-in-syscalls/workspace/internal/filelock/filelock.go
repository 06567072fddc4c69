// Package filelock names the files that reports are appended to. A file belongs to whoever holds its lock, also across processes.
package filelock

import (
	"os"
	"path/filepath"
	"syscall"
)

// Open returns a customer's file, not yet locked.
func Open(dir, customer string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, customer+".csv"), os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
}

// Try locks a file if nobody else has.
func Try(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
