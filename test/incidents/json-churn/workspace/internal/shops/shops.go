// Package shops asks for settings as the shop servers do.
package shops

import (
	"context"
	"log"
	"sync"
	"time"

	"example.com/storefront/config/internal/settings"
)

// Ask keeps n shop servers asking until ctx ends.
func Ask(ctx context.Context, r *settings.Resolver, n int) {
	var wg sync.WaitGroup
	for server := 0; server < n; server++ {
		wg.Add(1)
		go func(shop int) {
			defer wg.Done()
			for ctx.Err() == nil {
				for i := 0; i < 40; i++ {
					shop++
					if _, err := r.For(shop); err != nil {
						log.Print(err)
					}
				}
				time.Sleep(5 * time.Millisecond)
			}
		}(server * 1000)
	}
	wg.Wait()
}
