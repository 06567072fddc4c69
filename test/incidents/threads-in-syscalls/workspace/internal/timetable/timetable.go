// Package timetable starts exports.
package timetable

import (
	"context"
	"fmt"
	"time"

	"example.com/nightshift/exports/internal/export"
)

// Run starts perSecond exports a second until ctx ends.
func Run(ctx context.Context, w *export.Writer, perSecond int) {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			w.Start(fmt.Sprintf("customer-%d", n%7), make([][2]int, n%4))
		}
	}
}
