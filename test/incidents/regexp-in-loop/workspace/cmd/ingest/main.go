// Command ingest reads access logs, masks personal data and counts by path.
package main

import (
	"context"

	"example.com/edgelog/ingest/internal/admin"
	"example.com/edgelog/ingest/internal/geo"
	"example.com/edgelog/ingest/internal/masking"
	"example.com/edgelog/ingest/internal/pipeline"
	"example.com/edgelog/ingest/internal/tail"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		lines := tail.Follow(ctx, 9000)
		p := pipeline.New(geo.Load(120000), masking.Rules{Fields: []string{"email", "phone", "token"}})
		return p.Run(ctx, lines)
	})
}
