// Package federation merges the answers of all shards.
package federation

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	"example.com/findit/search/internal/shard"
)

// Federation is a set of shards that answer together.
type Federation struct {
	shards []*shard.Shard
	log    *slog.Logger
	budget time.Duration
}

// New returns a federation that waits 40 ms for its shards.
func New(shards []*shard.Shard, log *slog.Logger) *Federation {
	return &Federation{shards: shards, log: log, budget: 40 * time.Millisecond}
}

// Search returns the best hits of the shards that answered within the budget.
func (f *Federation) Search(ctx context.Context, word string) []shard.Hit {
	ctx, cancel := context.WithTimeout(ctx, f.budget)
	defer cancel()

	answers := make(chan []shard.Hit)
	for _, s := range f.shards {
		go func() {
			answers <- s.Query(word)
		}()
	}

	var all []shard.Hit
	for range f.shards {
		select {
		case hits := <-answers:
			all = append(all, hits...)
		case <-ctx.Done():
			f.log.Debug("partial answer", "word", word, "hits", len(all))
			return best(all)
		}
	}
	return best(all)
}

func best(hits []shard.Hit) []shard.Hit {
	slices.SortFunc(hits, func(a, b shard.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(len(hits), 10)]
}
