// Package branches counts what is on the shelves.
package branches

import (
	"context"
	"fmt"
	"sync"
	"time"

	"example.com/pixelmart/stock/internal/stock"
)

// Row is one line of a count.
type Row struct {
	Article string
	Pieces  int
}

// Count applies perSecond counts a second until ctx ends.
func Count(ctx context.Context, s *stock.Stock, perSecond int) {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	articles := make([]string, 2000)
	for i := range articles {
		articles[i] = fmt.Sprintf("article-%d", i)
	}
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		rows := make([]Row, 300)
		for i := range rows {
			rows[i] = Row{Article: articles[(n*31+i)%len(articles)], Pieces: i % 40}
		}
		apply(s, rows)
	}
}

func apply(s *stock.Stock, rows []Row) {
	var wg sync.WaitGroup
	for _, r := range rows {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.Set(r.Article, r.Pieces)
		}()
	}
	wg.Wait()
}
