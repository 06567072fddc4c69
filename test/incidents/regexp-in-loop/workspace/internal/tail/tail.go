// Package tail delivers log lines.
package tail

import (
	"context"
	"fmt"
	"time"
)

// Follow sends perSecond lines a second in small batches until ctx ends.
func Follow(ctx context.Context, perSecond int) <-chan string {
	out := make(chan string, perSecond)
	go func() {
		defer close(out)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for range perSecond / 100 {
				n++
				out <- fmt.Sprintf(`10.0.%d.%d GET /item/%d?email=user%d@example.com&token=%x status=%d`,
					n%250, n%199, n%40, n, n*7919, 200+n%3*100)
			}
		}
	}()
	return out
}
