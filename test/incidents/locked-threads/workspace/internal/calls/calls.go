// Package calls plays people who call each other for a moment.
package calls

import (
	"context"
	"time"

	"example.com/soundbooth/mixer/internal/mixer"
)

// Run starts perSecond calls a second until ctx ends.
func Run(ctx context.Context, m *mixer.Mixer, perSecond int) error {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for id := 0; ; id++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			go talk(m, id)
		}
	}
}

func talk(m *mixer.Mixer, id int) {
	defer m.HangUp(id)
	voice := make([]int16, 480)
	for i := range 5 {
		voice[i] = int16(id)
		m.Call(id).Mix(voice)
		time.Sleep(10 * time.Millisecond)
	}
}
