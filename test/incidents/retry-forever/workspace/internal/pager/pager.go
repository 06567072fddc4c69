// Package pager is the network of pagers.
package pager

import (
	"errors"
	"time"
)

// ErrOff means that a pager is switched off.
var ErrOff = errors.New("pager is off")

// Network reaches pagers.
type Network struct{ latency time.Duration }

// New returns a network.
func New() *Network { return &Network{latency: 2 * time.Millisecond} }

// Page rings a pager; some are switched off for good.
func (n *Network) Page(number int, text string) error {
	time.Sleep(n.latency)
	if number%5 == 2 {
		return ErrOff
	}
	return nil
}
