// Package mixer adds the voices of a call.
package mixer

import "sync"

// Mixer makes one channel for each call.
type Mixer struct {
	mu    sync.Mutex
	calls map[int]*Channel
}

// New returns a mixer without calls.
func New() *Mixer { return &Mixer{calls: make(map[int]*Channel)} }

// Call returns the channel of a call.
func (m *Mixer) Call(id int) *Channel {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.calls[id]
	if !ok {
		c = open(id)
		m.calls[id] = c
	}
	return c
}

// HangUp forgets a call.
func (m *Mixer) HangUp(id int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.calls, id)
}
