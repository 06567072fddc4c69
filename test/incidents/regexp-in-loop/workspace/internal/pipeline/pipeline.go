// Package pipeline takes lines through masking to the counters.
package pipeline

import (
	"context"
	"strings"
	"sync"

	"example.com/edgelog/ingest/internal/geo"
	"example.com/edgelog/ingest/internal/masking"
)

// Pipeline masks and counts.
type Pipeline struct {
	geo   *geo.Table
	rules masking.Rules

	mu    sync.Mutex
	paths map[string]int
	bytes int64
}

// New returns a pipeline with rules.
func New(table *geo.Table, rules masking.Rules) *Pipeline {
	return &Pipeline{geo: table, rules: rules, paths: make(map[string]int)}
}

// Run works until the lines end.
func (p *Pipeline) Run(ctx context.Context, lines <-chan string) error {
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for line := range lines {
				p.count(p.rules.Mask(line))
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}

func (p *Pipeline) count(line string) {
	client, rest, _ := strings.Cut(line, " GET ")
	path, _, _ := strings.Cut(rest, "?")
	path = p.geo.Country(client) + path
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paths[path]++
	p.bytes += int64(len(line))
}
