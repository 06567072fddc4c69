// Command telemetry collects positions of vehicles and answers with their latest ones.
package main

import (
	"time"

	"example.com/fleetwatch/telemetry/internal/debugz"
	"example.com/fleetwatch/telemetry/internal/positions"
	"example.com/fleetwatch/telemetry/internal/radio"
	"example.com/fleetwatch/telemetry/internal/report"
)

func main() {
	debugz.Open()
	log := positions.NewLog()
	go report.Every(time.Second, log)
	radio.Listen(600, log.Record)
}
