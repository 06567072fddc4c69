// Command mixer mixes the sound of video calls.
package main

import (
	"context"

	"example.com/soundbooth/mixer/internal/admin"
	"example.com/soundbooth/mixer/internal/calls"
	"example.com/soundbooth/mixer/internal/mixer"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		return calls.Run(ctx, mixer.New(), 40)
	})
}
