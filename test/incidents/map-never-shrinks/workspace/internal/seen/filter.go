// Package seen remembers clicks.
package seen

import (
	"sync"
	"time"

	"example.com/adrelay/dedupe/internal/clicks"
)

type visit struct {
	first time.Time
	count int
	done  bool
}

// Filter tells first clicks from repeated ones.
type Filter struct {
	mu     sync.Mutex
	visits map[[16]byte]visit
}

// NewFilter returns a filter that has seen nothing.
func NewFilter() *Filter { return &Filter{visits: make(map[[16]byte]visit)} }

// First reports whether a click was not seen before.
func (f *Filter) First(c clicks.Click) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, ok := f.visits[c.ID]
	if !ok {
		v.first = c.At
	}
	v.count++
	f.visits[c.ID] = v
	return !ok
}

// Done marks a click as passed on; it need not be remembered in full.
func (f *Filter) Done(c clicks.Click) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v := f.visits[c.ID]
	v.done = true
	f.visits[c.ID] = v
}
