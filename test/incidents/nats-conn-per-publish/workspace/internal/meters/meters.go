// Package meters plays the meters in the cellars.
package meters

import (
	"context"
	"log"
	"math/rand/v2"
	"sync"
	"time"
)

// Reading is what a meter shows.
type Reading struct {
	Meter int       `json:"meter"`
	Wh    int64     `json:"wh"`
	At    time.Time `json:"at"`
}

// Report lets n districts report until ctx ends.
func Report(ctx context.Context, n int, take func(Reading) error) {
	var wg sync.WaitGroup
	for district := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				r := Reading{Meter: district*1000 + rand.IntN(1000), Wh: rand.Int64N(1e8), At: time.Now()}
				if err := take(r); err != nil {
					log.Print(err)
				}
				time.Sleep(45 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}
