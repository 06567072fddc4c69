// Package readers looks for books.
package readers

import (
	"context"
	"log"
	"math/rand/v2"
	"sync"
	"time"

	"example.com/bookbarn/catalogue/internal/books"
)

// Read keeps n readers reading until ctx ends.
func Read(ctx context.Context, r *books.Repository, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				if _, err := r.Titles(ctx, rand.IntN(500)); err != nil && ctx.Err() == nil {
					log.Print(err)
				}
				time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
