// Package tourists looks for places.
package tourists

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Look keeps n tourists looking until ctx ends.
func Look(ctx context.Context, url string, n int) {
	words := []string{"museum", "park", "bridge", "tower", "market", "17", "street"}
	for t := range n {
		go func() {
			for i := t; ctx.Err() == nil; i++ {
				resp, err := http.Get(url + "/?q=" + words[i%len(words)])
				if err == nil {
					io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
				time.Sleep(20 * time.Millisecond)
			}
		}()
	}
}
