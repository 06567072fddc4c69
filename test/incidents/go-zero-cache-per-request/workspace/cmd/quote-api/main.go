// Command quote-api answers freight quotes over HTTP.
package main

import (
	"log"

	"github.com/brightfreight/quote-api/internal/httpapi"
	"github.com/brightfreight/quote-api/internal/ops"
	"github.com/brightfreight/quote-api/internal/quotes"
	"github.com/brightfreight/quote-api/internal/tariff"
	"github.com/brightfreight/quote-api/internal/traffic"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	api, err := httpapi.Listen("127.0.0.1:0", quotes.NewService(tariff.Load()))
	if err != nil {
		log.Fatal(err)
	}
	go traffic.Drive(ctx, api.URL(), 6)
	api.Serve(ctx)
}
