// Command thumbs makes small pictures of large ones.
package main

import (
	"log"

	"example.com/snapalbum/thumbs/internal/api"
	"example.com/snapalbum/thumbs/internal/ops"
	"example.com/snapalbum/thumbs/internal/phones"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	server, err := api.Listen()
	if err != nil {
		log.Fatal(err)
	}
	go phones.Upload(ctx, server.URL(), 5)
	server.Run(ctx)
}
