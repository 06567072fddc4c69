// Package clicks receives what browsers send; one in ten comes twice.
package clicks

import (
	"context"
	"math/rand/v2"
	"time"
)

// Click is one click on an advertisement.
type Click struct {
	ID       [16]byte
	Campaign int
	At       time.Time
}

// Receive calls take for perSecond clicks a second until ctx ends.
func Receive(ctx context.Context, perSecond int, take func(Click)) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	var last Click
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			for i := range perSecond / 100 {
				if i%10 != 0 {
					last = Click{Campaign: i % 50, At: now}
					a, b := rand.Uint64(), rand.Uint64()
					for j := range 8 {
						last.ID[j], last.ID[8+j] = byte(a>>(8*j)), byte(b>>(8*j))
					}
				}
				take(last)
			}
		}
	}
}
