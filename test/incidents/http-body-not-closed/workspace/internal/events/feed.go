// Package events produces payments.
package events

import (
	"context"
	"time"
)

// Payment is what a merchant is told about.
type Payment struct {
	ID       int    `json:"id"`
	Merchant string `json:"merchant"`
	Cents    int64  `json:"cents"`
}

// Feed sends perSecond payments a second until ctx ends.
func Feed(ctx context.Context, merchants []string, perSecond int) <-chan Payment {
	out := make(chan Payment, 64)
	go func() {
		defer close(out)
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for id := 1; ; id++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				out <- Payment{ID: id, Merchant: merchants[id%len(merchants)], Cents: int64(id*37%10000) + 99}
			}
		}
	}()
	return out
}
