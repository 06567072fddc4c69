// Package router brings answers back to who asked.
package router

import (
	"sync"
	"sync/atomic"

	"example.com/homelink/bridge/internal/device"
)

// Router knows the open requests by their sequence numbers.
type Router struct {
	seq  atomic.Uint32
	mu   sync.Mutex
	open map[uint32]chan device.Answer
}

// New returns a router without requests.
func New() *Router { return &Router{open: make(map[uint32]chan device.Answer)} }

// Ask sends a command and calls done with the answer.
func (r *Router) Ask(bus *device.Bus, dev int, done func(device.Answer)) {
	c := device.Command{Seq: r.seq.Add(1), Device: dev}
	answer := make(chan device.Answer, 1)
	r.mu.Lock()
	r.open[c.Seq] = answer
	r.mu.Unlock()

	bus.Send(c)
	go func() {
		done(<-answer)
		r.mu.Lock()
		delete(r.open, c.Seq)
		r.mu.Unlock()
	}()
}

// Deliver hands an answer to its request.
func (r *Router) Deliver(a device.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c, ok := r.open[a.Seq]; ok {
		c <- a
	}
}
