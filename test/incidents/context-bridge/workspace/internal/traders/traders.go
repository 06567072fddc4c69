// Package traders buys and sells.
package traders

import (
	"context"
	"fmt"
	"sync"
	"time"

	"example.com/tradewind/orders/internal/session"
)

// Trade lets n traders order until ctx ends.
func Trade(ctx context.Context, open func(name string) *session.Session, n int) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s := open(fmt.Sprintf("trader-%d", i))
			defer s.Close()
			for ctx.Err() == nil {
				s.Order("ACME")
				time.Sleep(30 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
