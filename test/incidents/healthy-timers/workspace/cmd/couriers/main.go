// Command couriers waits for many things at once, each with its time-out.
package main

import (
	"context"

	"example.com/dispatchly/couriers/internal/admin"
	"example.com/dispatchly/couriers/internal/courier"
	"example.com/dispatchly/couriers/internal/orders"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		return courier.NewOffice(orders.Stream(ctx, 400)).Work(ctx, 40)
	})
}
