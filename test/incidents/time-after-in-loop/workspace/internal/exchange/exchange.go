// Package exchange sends quotes over several lines.
package exchange

import "time"

// Quote is a price of a paper.
type Quote struct {
	Paper int
	Cents int64
}

// Connect returns lines that carry perSecond quotes a second in all.
func Connect(lines, perSecond int) []<-chan Quote {
	out := make([]<-chan Quote, lines)
	for i := range out {
		c := make(chan Quote, 512)
		out[i] = c
		go send(c, i, perSecond/lines/200)
	}
	return out
}

func send(c chan<- Quote, line, batch int) {
	for now := range time.Tick(5 * time.Millisecond) {
		for i := 0; i < batch; i++ {
			c <- Quote{Paper: line*100 + i%100, Cents: 10000 + int64(now.Nanosecond()>>10+i)%700}
		}
	}
}
