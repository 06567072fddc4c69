// Package workers is a pool of fixed size.
package workers

import (
	"context"
	"sync"

	"example.com/inkwell/printing/internal/jobs"
)

// Pool runs jobs.
type Pool struct {
	size int
	work func(jobs.Job)
}

// New returns a pool of size workers.
func New(size int, work func(jobs.Job)) *Pool { return &Pool{size: size, work: work} }

// Run works until the queue is closed or ctx ends.
func (p *Pool) Run(ctx context.Context, queue <-chan jobs.Job) {
	var wg sync.WaitGroup
	for range p.size {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case j, ok := <-queue:
					if !ok {
						return
					}
					p.work(j)
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	wg.Wait()
}
