// Command routing finds lorries for parcels.
package main

import (
	"context"

	"example.com/parcelpoint/routing/internal/admin"
	"example.com/parcelpoint/routing/internal/dispatch"
	"example.com/parcelpoint/routing/internal/lorries"
	"example.com/parcelpoint/routing/internal/parcels"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		park := lorries.NewPark(40)
		d := dispatch.New(ctx, park)
		return parcels.Arrive(ctx, d, 200000)
	})
}
