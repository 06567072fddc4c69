// Package screen serves one screen.
package screen

import (
	"context"
	"fmt"
	"net"
	"time"

	"example.com/kitchenline/displays/internal/board"
)

// Serve sends the orders every half second until ctx ends or the screen goes away.
func Serve(ctx context.Context, conn net.Conn, id int, b *board.Board) {
	defer conn.Close()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		conn.Read(make([]byte, 1))
	}()
	beat := time.NewTicker(500 * time.Millisecond)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-gone:
			return
		case <-beat.C:
			if _, err := fmt.Fprintf(conn, "%d orders\n", b.Orders(id)); err != nil {
				return
			}
		}
	}
}
