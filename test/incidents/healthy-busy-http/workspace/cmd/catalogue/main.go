// Command catalogue serves articles to shop fronts.
package main

import (
	"log"

	"example.com/greenshop/catalogue/internal/articles"
	"example.com/greenshop/catalogue/internal/ops"
	"example.com/greenshop/catalogue/internal/server"
	"example.com/greenshop/catalogue/internal/shops"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	s, err := server.New(articles.NewStore(2000))
	if err != nil {
		log.Fatal(err)
	}
	go shops.Browse(ctx, s.URL(), 40)
	s.Run(ctx)
}
