// Package traffic asks for quotes as the shop front does.
package traffic

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/brightfreight/quote-api/internal/tariff"
)

// Drive runs shoppers until ctx ends.
func Drive(ctx context.Context, url string, shoppers int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: shoppers}, Timeout: 2 * time.Second}
	for range shoppers {
		go shop(ctx, client, url)
	}
}

func shop(ctx context.Context, client *http.Client, url string) {
	pause := time.NewTicker(12 * time.Millisecond)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-pause.C:
		}
		from, to := tariff.Places[rand.IntN(4)], tariff.Places[4+rand.IntN(4)]
		resp, err := client.Get(fmt.Sprintf("%s/quote?from=%s&to=%s&kg=%d", url, from, to, 1+rand.IntN(30)))
		if err != nil {
			continue
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
