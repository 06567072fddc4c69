// Package device is the radio bus to lamps, blinds and locks.
package device

import (
	"time"
)

// Command goes to a device, Answer comes back with the same sequence number.
type (
	Command struct {
		Seq    uint32
		Device int
	}
	Answer struct {
		Seq uint32
		OK  bool
	}
)

// Bus carries commands.
type Bus struct {
	queue   chan Command
	deliver func(Answer)
}

// NewBus returns a bus that hands answers to deliver.
func NewBus(deliver func(Answer)) *Bus {
	b := &Bus{queue: make(chan Command, 256), deliver: deliver}
	go b.carry()
	return b
}

// Send queues a command.
func (b *Bus) Send(c Command) { b.queue <- c }

// carry answers for the devices; a device whose battery is empty stays silent.
func (b *Bus) carry() {
	for c := range b.queue {
		if c.Device%3 == 0 {
			continue
		}
		time.AfterFunc(8*time.Millisecond, func() { b.deliver(Answer{Seq: c.Seq, OK: true}) })
	}
}
