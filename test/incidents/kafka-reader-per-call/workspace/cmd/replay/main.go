// Command replay shows support staff the last events of an order.
package main

import (
	"context"
	"os"

	"github.com/orchardline/replay/internal/admin"
	"github.com/orchardline/replay/internal/desk"
	"github.com/orchardline/replay/internal/events"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		log := events.NewLog([]string{os.Getenv("PEER_ADDR")}, "orders")
		return desk.Work(ctx, log, 30)
	})
}
