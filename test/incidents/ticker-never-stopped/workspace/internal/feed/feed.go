// Package feed holds the current result of each match.
package feed

import (
	"context"
	"math/rand"
	"sync"
	"time"
)

// Feed is updated while the matches go on.
type Feed struct {
	mu    sync.Mutex
	goals [20][2]int
}

// New returns a feed with 20 matches.
func New() *Feed { return &Feed{} }

// Play lets goals happen until ctx ends.
func (f *Feed) Play(ctx context.Context) {
	whistle := time.NewTicker(40 * time.Millisecond)
	defer whistle.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-whistle.C:
			f.mu.Lock()
			f.goals[rand.Intn(20)][rand.Intn(2)]++
			f.mu.Unlock()
		}
	}
}

// Result returns both teams' goals.
func (f *Feed) Result(match int) [2]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.goals[match]
}
