// Package room holds what was said lately.
package room

import "sync"

const kept = 50

// Hall is a set of rooms.
type Hall struct {
	mu    sync.RWMutex
	rooms map[string][]string
}

// NewHall opens rooms.
func NewHall(names ...string) *Hall {
	h := &Hall{rooms: make(map[string][]string)}
	for _, n := range names {
		h.rooms[n] = nil
	}
	return h
}

// Say appends a line to a room and forgets the oldest one.
func (h *Hall) Say(name, line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := append(h.rooms[name], line)
	if len(lines) > kept {
		lines = append([]string(nil), lines[len(lines)-kept:]...)
	}
	h.rooms[name] = lines
}

// Hear returns how many lines a room remembers.
func (h *Hall) Hear(name string) int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.rooms[name])
}
