// Command search asks several shards and answers with what came back in time.
package main

import (
	"context"
	"log/slog"

	"example.com/findit/search/internal/admin"
	"example.com/findit/search/internal/federation"
	"example.com/findit/search/internal/frontend"
	"example.com/findit/search/internal/shard"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		shards := []*shard.Shard{
			shard.New("books", 3), shard.New("music", 4), shard.New("films", 90),
		}
		f := federation.New(shards, slog.Default())
		return frontend.New(f).Run(ctx, 120)
	})
}
