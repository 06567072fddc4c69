// Command bridge passes commands of apps to devices in the house and brings the answers back.
package main

import (
	"example.com/homelink/bridge/internal/app"
	"example.com/homelink/bridge/internal/debugz"
	"example.com/homelink/bridge/internal/device"
	"example.com/homelink/bridge/internal/router"
)

func main() {
	debugz.Open()
	r := router.New()
	bus := device.NewBus(r.Deliver)
	app.Tap(r, bus, 350)
}
