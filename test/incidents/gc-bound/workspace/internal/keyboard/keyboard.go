// Package keyboard types as people do.
package keyboard

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"example.com/lexidrill/suggest/internal/suggest"
)

var beginnings = []string{"ba", "lo", "men", "tira", "ku", "se", "vido", "na", "per", "mog"}

// Type lets n people type until ctx ends.
func Type(ctx context.Context, s *suggest.Suggester, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				for range 60 {
					s.Complete(beginnings[rand.IntN(len(beginnings))])
				}
				time.Sleep(8 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
