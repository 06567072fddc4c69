// Package timetable starts exports.
package timetable

import (
	"context"
	"fmt"
	"log"
	"time"

	"example.com/nightshift/exports/internal/export"
)

// Run starts perSecond exports a second, each by itself, until ctx ends.
func Run(ctx context.Context, w *export.Writer, perSecond int) {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		go func() {
			customer := fmt.Sprintf("customer-%d", n%7)
			rows := make([][2]int, n%4)
			if err := w.Write(customer, rows); err != nil {
				log.Printf("%s: %v", customer, err)
			}
		}()
	}
}
