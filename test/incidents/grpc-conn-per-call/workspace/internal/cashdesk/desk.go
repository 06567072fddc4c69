// Package cashdesk is where customers stand in line.
package cashdesk

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/kitebank/checkout/internal/payments"
)

// Open works at n desks until ctx ends.
func Open(ctx context.Context, service *payments.Service, n int) {
	var wg sync.WaitGroup
	for desk := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				account := fmt.Sprintf("account-%d", rand.IntN(1000))
				if err := service.Pay(ctx, account, int64(rand.IntN(9000))); err != nil {
					log.Printf("desk %d: %v", desk, err)
				}
				time.Sleep(time.Duration(80+rand.IntN(60)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
