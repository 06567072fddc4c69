// Command displays keeps the screens of many kitchens up to date over connections that stay open.
package main

import (
	"context"
	"net"
	"os"

	"example.com/kitchenline/displays/internal/board"
	"example.com/kitchenline/displays/internal/ops"
	"example.com/kitchenline/displays/internal/screen"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	b := board.New()
	go b.Cook(ctx)
	connect(ctx, os.Getenv("PEER_ADDR"), b)
	<-ctx.Done()
}

// connect greets the 400 screens of the hall as the process starts.
func connect(ctx context.Context, addr string, b *board.Board) {
	for id := range 400 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			continue
		}
		go screen.Serve(ctx, conn, id, b)
	}
}
