// Package uploads plays the banks that send statements.
package uploads

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"example.com/ledgerline/imports/internal/statements"
)

// Receive imports perSecond statements a second until ctx ends.
func Receive(ctx context.Context, im *statements.Importer, perSecond int) error {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	var last atomic.Int64
	for id := 0; ; id++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		lines := make([]statements.Line, 6)
		for i := range lines {
			lines[i] = statements.Line{Account: rand.IntN(1090), Cents: rand.Int64N(10000)}
		}
		im.Import(id, lines, func(id int) { last.Store(int64(id)) })
	}
}
