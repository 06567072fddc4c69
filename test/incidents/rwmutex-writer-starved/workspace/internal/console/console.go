// Package console is where people edit rules and auditors download them.
package console

import (
	"context"
	"io"
	"math/rand/v2"
	"time"

	"example.com/flagship/flags/internal/rules"
)

// Edit changes a rule now and then until ctx ends.
func Edit(ctx context.Context, set *rules.Set) {
	for ctx.Err() == nil {
		set.Change(rules.Rule{Feature: rules.Name(rand.IntN(300)), Percent: rand.IntN(100)})
		time.Sleep(5 * time.Millisecond)
	}
}

// Audit lets n auditors download all rules over slow lines, again and again.
func Audit(ctx context.Context, set *rules.Set, n int) {
	for range n {
		go func() {
			for ctx.Err() == nil {
				set.Export(&slowLine{w: io.Discard})
				time.Sleep(20 * time.Millisecond)
			}
		}()
	}
}

// slowLine takes a pause after each packet, as a modem does.
type slowLine struct {
	w    io.Writer
	sent int
}

func (l *slowLine) Write(p []byte) (int, error) {
	l.sent += len(p)
	if l.sent > 512 {
		l.sent = 0
		time.Sleep(6 * time.Millisecond)
	}
	return l.w.Write(p)
}
