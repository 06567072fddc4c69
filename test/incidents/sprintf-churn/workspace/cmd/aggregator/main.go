// Command aggregator adds up samples of power meters by grid cell and minute.
package main

import (
	"context"

	"example.com/gridpulse/aggregator/internal/admin"
	"example.com/gridpulse/aggregator/internal/aggregate"
	"example.com/gridpulse/aggregator/internal/cells"
	"example.com/gridpulse/aggregator/internal/samples"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		a := aggregate.New(cells.Load(150000))
		return samples.Stream(ctx, 900000, a.Add)
	})
}
