// Package browsers scrolls over the map.
package browsers

import (
	"context"
	"time"

	"example.com/mapforge/tiles/internal/render"
)

// Scroll asks for perSecond tiles a second until ctx ends.
func Scroll(ctx context.Context, r *render.Renderer, perSecond int) {
	frame := time.NewTicker(20 * time.Millisecond)
	defer frame.Stop()
	seen := make(map[uint32]int)
	for x := 0; ; x++ {
		select {
		case <-ctx.Done():
			return
		case <-frame.C:
		}
		for y := range perSecond / 50 {
			seen[r.Tile(x%200, y, 7)]++
		}
	}
}
