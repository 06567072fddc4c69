// Command profiles answers who somebody is, with a cache for each kind of question.
package main

import (
	"log"

	"github.com/lanternlabs/profiles/internal/caches"
	"github.com/lanternlabs/profiles/internal/ops"
	"github.com/lanternlabs/profiles/internal/people"
	"github.com/lanternlabs/profiles/internal/visitors"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	c, err := caches.Open()
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	visitors.Ask(ctx, people.NewDirectory(c), 16)
}
