// Package apps asks for features as the applications do.
package apps

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"example.com/flagship/flags/internal/rules"
)

// Ask keeps n applications asking until ctx ends.
func Ask(ctx context.Context, set *rules.Set, n int) {
	var wg sync.WaitGroup
	for app := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				set.On(rules.Name(rand.IntN(300)), app*31)
				time.Sleep(time.Duration(2+rand.IntN(6)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
