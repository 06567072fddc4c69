// Package jobs is the queue of documents.
package jobs

import (
	"context"
	"time"
)

// Job is one document.
type Job struct {
	ID    int
	Pages int
}

// Queue delivers perSecond jobs a second until ctx ends.
func Queue(ctx context.Context, perSecond int) <-chan Job {
	out := make(chan Job, 100)
	go func() {
		defer close(out)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for id := 0; ; {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for range perSecond / 100 {
				id++
				select {
				case out <- Job{ID: id, Pages: 1 + id%9}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out
}
