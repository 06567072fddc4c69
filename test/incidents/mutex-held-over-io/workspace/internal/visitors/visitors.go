// Package visitors looks for seats.
package visitors

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"example.com/tickets/seats/internal/hall"
)

// Come lets n visitors look at rows until ctx ends.
func Come(ctx context.Context, plan *hall.Plan, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(ctx, plan)
		}()
	}
	wg.Wait()
}

func visit(ctx context.Context, plan *hall.Plan) {
	for ctx.Err() == nil {
		name := string(rune('A' + rand.IntN(20)))
		for range 8 {
			plan.Look(name)
			time.Sleep(time.Duration(1+rand.IntN(5)) * time.Millisecond)
		}
		plan.Free(name)
	}
}
