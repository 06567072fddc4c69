// Command gateway connects chat clients to rooms.
package main

import (
	"example.com/chatterbox/gateway/internal/gateway"
	"example.com/chatterbox/gateway/internal/ops"
	"example.com/chatterbox/gateway/internal/people"
	"example.com/chatterbox/gateway/internal/room"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	g := gateway.New(room.NewHall("lobby", "music", "go"), gateway.Options{KickIdle: false})
	people.Chat(ctx, g, 25)
}
