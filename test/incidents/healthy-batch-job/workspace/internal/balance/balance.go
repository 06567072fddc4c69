// Package balance adds bookings up.
package balance

import (
	"runtime"
	"sort"
	"sync"

	"example.com/ledgerline/closing/internal/accounts"
)

// Line is one account's sum.
type Line struct {
	Account string
	Cents   int64
}

// Close returns the sums of all accounts, the largest first.
func Close(bookings []accounts.Booking) []Line {
	parts := runtime.GOMAXPROCS(0) * 2
	sums := make([]map[string]int64, parts)
	var wg sync.WaitGroup
	for p := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum := make(map[string]int64)
			for i := p; i < len(bookings); i += parts {
				sum[bookings[i].Account] += bookings[i].Cents
			}
			sums[p] = sum
		}()
	}
	wg.Wait()
	return merge(sums)
}

func merge(sums []map[string]int64) []Line {
	total := make(map[string]int64)
	for _, sum := range sums {
		for account, cents := range sum {
			total[account] += cents
		}
	}
	lines := make([]Line, 0, len(total))
	for account, cents := range total {
		lines = append(lines, Line{Account: account, Cents: cents})
	}
	sort.Slice(lines, func(i, j int) bool { return lines[i].Cents > lines[j].Cents })
	return lines
}
