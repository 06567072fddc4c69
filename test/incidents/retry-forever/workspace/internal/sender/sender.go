// Package sender does not give up on alarms.
package sender

import (
	"sync/atomic"
	"time"

	"example.com/hookline/alerts/internal/pager"
)

// Sender pages people.
type Sender struct {
	network *pager.Network
	Sent    atomic.Int64
}

// New returns a sender.
func New(n *pager.Network) *Sender { return &Sender{network: n} }

// Send pages a number in the background.
func (s *Sender) Send(number int, text string) {
	go s.deliver(number, text)
}

func (s *Sender) deliver(number int, text string) {
	wait := 50 * time.Millisecond
	for {
		err := s.network.Page(number, text)
		if err == nil {
			s.Sent.Add(1)
			return
		}
		time.Sleep(wait)
		wait = min(wait*2, time.Minute)
	}
}
