// Package courier brings orders.
package courier

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"example.com/dispatchly/couriers/internal/orders"
)

// Office sends couriers out.
type Office struct {
	orders        <-chan orders.Order
	Brought, Late atomic.Int64
}

// NewOffice returns an office for a stream of orders.
func NewOffice(o <-chan orders.Order) *Office { return &Office{orders: o} }

// Work keeps n couriers riding until ctx ends.
func (o *Office) Work(ctx context.Context, n int) error {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o.ride(ctx)
		}()
	}
	wg.Wait()
	return ctx.Err()
}

func (o *Office) ride(ctx context.Context) {
	for {
		select {
		case order, ok := <-o.orders:
			if !ok {
				return
			}
			o.bring(ctx, order)
		case <-time.After(time.Second):
			o.Late.Add(1)
		case <-ctx.Done():
			return
		}
	}
}

// bring rides to the door; on the way it tells where it is.
func (o *Office) bring(ctx context.Context, order orders.Order) {
	ctx, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	told := make(chan struct{})
	go func() {
		defer close(told)
		position := time.NewTicker(8 * time.Millisecond)
		defer position.Stop()
		for {
			select {
			case <-position.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	select {
	case <-time.After(order.Ride):
		o.Brought.Add(1)
	case <-ctx.Done():
		o.Late.Add(1)
	}
	cancel()
	<-told
}
