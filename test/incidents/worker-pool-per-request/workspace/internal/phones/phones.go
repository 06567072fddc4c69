// Package phones uploads albums.
package phones

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"example.com/snapalbum/thumbs/internal/thumbnail"
)

// Upload lets n phones send albums until ctx ends.
func Upload(ctx context.Context, url string, n int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n}}
	for range n {
		go func() {
			for ctx.Err() == nil {
				send(client, url)
				time.Sleep(time.Duration(60+rand.IntN(80)) * time.Millisecond)
			}
		}()
	}
}

func send(client *http.Client, url string) {
	album := make([]thumbnail.Picture, 5)
	for i := range album {
		album[i] = thumbnail.Picture{Width: 64, Height: 48, Grey: make([]byte, 64*48)}
	}
	body, err := json.Marshal(album)
	if err != nil {
		return
	}
	resp, err := client.Post(url+"/album", "application/json", bytes.NewReader(body))
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
}
