// Command scores streams live results to viewers.
package main

import (
	"log"

	"example.com/liveboard/scores/internal/feed"
	"example.com/liveboard/scores/internal/ops"
	"example.com/liveboard/scores/internal/stream"
	"example.com/liveboard/scores/internal/viewers"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	f := feed.New()
	go f.Play(ctx)
	srv, err := stream.Listen(f)
	if err != nil {
		log.Fatal(err)
	}
	go viewers.Watch(ctx, srv.Addr(), 30)
	srv.Run(ctx)
}
