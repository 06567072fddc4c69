// Command readings takes meter readings and publishes them.
package main

import (
	"os"

	"github.com/oakmeter/readings/internal/bus"
	"github.com/oakmeter/readings/internal/meters"
	"github.com/oakmeter/readings/internal/ops"
	"github.com/oakmeter/readings/internal/validate"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	publisher := bus.NewPublisher("nats://" + os.Getenv("PEER_ADDR"))
	meters.Report(ctx, 4, func(r meters.Reading) error {
		if err := validate.Reading(r); err != nil {
			return err
		}
		return publisher.Publish("readings", r)
	})
}
