// Package index finds mails by their subjects.
package index

import (
	"bytes"
	"sync"
)

// Index is safe for concurrent use.
type Index struct {
	mu       sync.RWMutex
	subjects map[uint64][]byte
}

// New returns an empty index.
func New() *Index { return &Index{subjects: make(map[uint64][]byte)} }

// Add notes a mail.
func (x *Index) Add(id uint64, subject []byte) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.subjects[id] = subject
}

// Find returns the mails whose subject has the word.
func (x *Index) Find(word []byte) []uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var found []uint64
	for id, s := range x.subjects {
		if bytes.Contains(s, word) {
			found = append(found, id)
		}
	}
	return found
}
