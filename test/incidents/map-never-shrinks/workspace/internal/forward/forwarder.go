// Package forward passes clicks on to the campaigns.
package forward

import (
	"example.com/adrelay/dedupe/internal/clicks"
	"example.com/adrelay/dedupe/internal/seen"
)

// Forwarder counts clicks by campaign.
type Forwarder struct {
	filter *seen.Filter
	counts [50]int
}

// New returns a forwarder.
func New(f *seen.Filter) *Forwarder { return &Forwarder{filter: f} }

// Click passes a click on, once.
func (f *Forwarder) Click(c clicks.Click) {
	if !f.filter.First(c) {
		return
	}
	f.counts[c.Campaign]++
	f.filter.Done(c)
}
