// Command seats tells which seats of a hall are free.
package main

import (
	"log"

	"example.com/tickets/seats/internal/box"
	"example.com/tickets/seats/internal/hall"
	"example.com/tickets/seats/internal/ops"
	"example.com/tickets/seats/internal/visitors"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	office, err := box.Open()
	if err != nil {
		log.Fatal(err)
	}
	plan := hall.NewPlan(office.URL())
	visitors.Come(ctx, plan, 48)
}
