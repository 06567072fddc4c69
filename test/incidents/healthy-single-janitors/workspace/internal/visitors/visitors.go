// Package visitors asks about people.
package visitors

import (
	"context"
	"log"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/lanternlabs/profiles/internal/people"
)

// Ask keeps n visitors asking until ctx ends.
func Ask(ctx context.Context, d *people.Directory, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				id := rand.IntN(3000)
				if _, err := d.Name(id); err != nil {
					log.Print(err)
				}
				d.Avatar(id)
				d.Seen(id, time.Now())
				time.Sleep(4 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
