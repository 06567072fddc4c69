// Command dispatcher delivers payment events to the merchants' web hooks.
package main

import (
	"os"

	"example.com/paywire/webhooks/internal/delivery"
	"example.com/paywire/webhooks/internal/events"
	"example.com/paywire/webhooks/internal/merchants"
	"example.com/paywire/webhooks/internal/ops"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	shops := merchants.NewDirectory(os.Getenv("PEER_ADDR"), 4)
	feed := events.Feed(ctx, shops.IDs(), 250)
	d := delivery.New(shops)
	d.Run(ctx, feed, 16)
}
