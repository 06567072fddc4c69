// Command alerts sends alarms to people on call.
package main

import (
	"context"

	"example.com/hookline/alerts/internal/admin"
	"example.com/hookline/alerts/internal/alarms"
	"example.com/hookline/alerts/internal/pager"
	"example.com/hookline/alerts/internal/sender"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		return alarms.Ring(ctx, sender.New(pager.New()), 600)
	})
}
