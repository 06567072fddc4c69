// Command offers asks many airlines at once and answers with the cheapest in time.
package main

import (
	"context"

	"example.com/travelmesh/offers/internal/admin"
	"example.com/travelmesh/offers/internal/airlines"
	"example.com/travelmesh/offers/internal/offers"
	"example.com/travelmesh/offers/internal/travellers"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		return travellers.Search(ctx, offers.NewFinder(airlines.All(12)), 25)
	})
}
