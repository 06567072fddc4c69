// Package readers reads tiles.
package readers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/cobblestone/tilecache/internal/cache"
)

// Read first asks for the tiles of the last day, then keeps n readers reading until ctx ends.
func Read(ctx context.Context, c *cache.Cache, n int) {
	for i := range 5000 {
		c.Get(fmt.Sprintf("7/%d", i))
	}
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				for range 10 {
					c.Get(fmt.Sprintf("7/%d", int(rand.ExpFloat64()*4000)))
				}
				time.Sleep(10 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
