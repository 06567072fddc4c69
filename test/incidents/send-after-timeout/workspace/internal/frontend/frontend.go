// Package frontend feeds user queries to the federation.
package frontend

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"example.com/findit/search/internal/federation"
)

var words = []string{"river", "blue", "night", "road", "old", "garden"}

// Frontend takes queries from users.
type Frontend struct {
	federation *federation.Federation
	served     atomic.Int64
}

// New returns a front end over a federation.
func New(f *federation.Federation) *Frontend { return &Frontend{federation: f} }

// Run serves users, each of whom asks one query after the other, until ctx ends.
func (f *Frontend) Run(ctx context.Context, users int) error {
	var wg sync.WaitGroup
	for user := range users {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f.session(ctx, user)
		}()
	}
	wg.Wait()
	return ctx.Err()
}

func (f *Frontend) session(ctx context.Context, user int) {
	for i := user; ctx.Err() == nil; i++ {
		f.federation.Search(ctx, words[i%len(words)])
		f.served.Add(1)
		time.Sleep(100 * time.Millisecond)
	}
}
