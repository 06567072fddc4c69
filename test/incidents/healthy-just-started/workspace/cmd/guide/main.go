// Command guide finds places of a city. It was restarted a moment ago.
package main

import (
	"log"

	"example.com/cityguide/search/internal/httpapi"
	"example.com/cityguide/search/internal/ops"
	"example.com/cityguide/search/internal/places"
	"example.com/cityguide/search/internal/tourists"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	index := places.Load(30000)
	api, err := httpapi.Listen(index)
	if err != nil {
		log.Fatal(err)
	}
	go tourists.Look(ctx, api.URL(), 6)
	api.Run(ctx)
}
