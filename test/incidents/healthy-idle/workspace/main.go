// Command sprinkler waters the garden in the morning and does next to nothing all day.
package main

import (
	"time"

	"example.com/gardenhub/sprinkler/internal/clock"
	"example.com/gardenhub/sprinkler/internal/ops"
	"example.com/gardenhub/sprinkler/internal/sensors"
	"example.com/gardenhub/sprinkler/internal/valves"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	ground := sensors.New()
	v := valves.New(ground)
	go clock.Every(ctx, 100*time.Millisecond, ground.Read)
	go clock.Every(ctx, time.Second, v.Decide)
	go clock.Every(ctx, time.Minute, v.Report)
	<-ctx.Done()
}
