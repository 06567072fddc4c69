// Command gateway collects measurements from weather stations.
package main

import (
	"context"
	"os"

	"example.com/weatherhub/gateway/internal/admin"
	"example.com/weatherhub/gateway/internal/collector"
	"example.com/weatherhub/gateway/internal/series"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		c := collector.New(os.Getenv("PEER_ADDR"), series.NewStore(256))
		return c.Run(ctx, 10)
	})
}
