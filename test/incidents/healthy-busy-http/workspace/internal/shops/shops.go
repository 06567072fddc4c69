// Package shops is the traffic of the shop fronts.
package shops

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Browse keeps n shop fronts busy until ctx ends, over connections that stay open.
func Browse(ctx context.Context, url string, n int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n}, Timeout: time.Second}
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				ask(ctx, client, url)
				time.Sleep(time.Duration(10+rand.IntN(60)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}

func ask(ctx context.Context, client *http.Client, url string) {
	method, path := http.MethodGet, fmt.Sprintf("/articles/%d", rand.IntN(2000))
	if rand.IntN(20) == 0 {
		method, path = http.MethodPut, path+fmt.Sprintf("/price?cents=%d", 100+rand.IntN(900))
	}
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url+path, nil)
	if err != nil {
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}
