package mixer

import "runtime"

// Channel mixes one call. Its filters keep their state by thread, so it stays on one.
type Channel struct {
	id     int
	frames chan []int16
	mixed  chan []int16
}

func open(id int) *Channel {
	c := &Channel{id: id, frames: make(chan []int16), mixed: make(chan []int16)}
	go c.run()
	return c
}

func (c *Channel) run() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	gain := 3
	for voice := range c.frames {
		out := make([]int16, len(voice))
		for i, v := range voice {
			out[i] = v / 4 * int16(gain)
		}
		c.mixed <- out
	}
}

// Mix sends a voice through the call's filters.
func (c *Channel) Mix(voice []int16) []int16 {
	c.frames <- voice
	return <-c.mixed
}
