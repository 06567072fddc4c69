// Package vault takes streams, up to a quota.
package vault

import (
	"errors"
	"io"
	"sync"
)

// ErrQuota means that a file is larger than allowed.
var ErrQuota = errors.New("over quota")

// Vault counts what it has.
type Vault struct {
	quota int64
	mu    sync.Mutex
	files map[string]int64
}

// New returns a vault that refuses files of more than quota bytes.
func New(quota int64) *Vault { return &Vault{quota: quota, files: make(map[string]int64)} }

// Put reads a file to its end.
func (v *Vault) Put(name string, r io.Reader) error {
	n, err := io.Copy(io.Discard, io.LimitReader(r, v.quota))
	if err != nil {
		return err
	}
	if n == v.quota {
		return ErrQuota
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.files[name] = n
	return nil
}
