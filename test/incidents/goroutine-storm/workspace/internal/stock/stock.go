// Package stock holds how many of each thing there are.
package stock

import (
	"hash/maphash"
	"sync"
)

const shards = 16

// Stock is split into shards.
type Stock struct {
	seed   maphash.Seed
	shards [shards]shard
}

type shard struct {
	mu    sync.Mutex
	count map[string]int
}

// New returns an empty stock.
func New() *Stock {
	s := &Stock{seed: maphash.MakeSeed()}
	for i := range s.shards {
		s.shards[i].count = make(map[string]int)
	}
	return s
}

// Set notes how many there are.
func (s *Stock) Set(article string, n int) {
	h := &s.shards[maphash.String(s.seed, article)%shards]
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count[article] = n
}
