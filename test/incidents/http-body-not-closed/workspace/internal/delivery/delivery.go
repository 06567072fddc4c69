// Package delivery posts payments to web hooks and counts what became of them.
package delivery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.com/paywire/webhooks/internal/events"
	"example.com/paywire/webhooks/internal/merchants"
)

// Dispatcher posts payments.
type Dispatcher struct {
	shops    *merchants.Directory
	client   *http.Client
	accepted atomic.Int64
	failed   atomic.Int64
}

// New returns a dispatcher with one client for all merchants.
func New(shops *merchants.Directory) *Dispatcher {
	return &Dispatcher{shops: shops, client: &http.Client{Timeout: 30 * time.Second}}
}

// Run delivers until the feed ends.
func (d *Dispatcher) Run(ctx context.Context, feed <-chan events.Payment, workers int) {
	var wg sync.WaitGroup
	for i := 0; i < workers; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for p := range feed {
				if err := d.deliver(ctx, p); err != nil {
					d.failed.Add(1)
				} else {
					d.accepted.Add(1)
				}
			}
		}()
	}
	wg.Wait()
}

func (d *Dispatcher) deliver(ctx context.Context, p events.Payment) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.shops.HookOf(p.Merchant), bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := d.client.Do(req)
	if err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		return fmt.Errorf("merchant %s answered %s", p.Merchant, resp.Status)
	}
	return nil
}
