// Package phones sends pictures and films.
package phones

import (
	"context"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"time"

	"example.com/clipvault/backup/internal/backup"
)

// Sync stores perSecond files a second until ctx ends.
func Sync(ctx context.Context, s *backup.Service, perSecond int) {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	refused := 0
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		size := int64(4<<10 + rand.IntN(90<<10))
		err := s.Store(fmt.Sprintf("clip-%d", n), io.LimitReader(noise{}, size))
		if err != nil {
			if refused++; refused%100 == 0 {
				log.Printf("%d files refused, last: %v", refused, err)
			}
		}
	}
}

type noise struct{}

func (noise) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i / 3)
	}
	return len(p), nil
}
