// Command campaigns sends newsletters, each at the hour its reader likes.
package main

import (
	"context"

	"github.com/northpost/campaigns/internal/admin"
	"github.com/northpost/campaigns/internal/campaign"
	"github.com/northpost/campaigns/internal/mailer"
	"github.com/northpost/campaigns/internal/readers"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		book := readers.NewBook(5000)
		runner := campaign.NewRunner(book, mailer.New())
		return campaign.Plan(ctx, runner, 150)
	})
}
