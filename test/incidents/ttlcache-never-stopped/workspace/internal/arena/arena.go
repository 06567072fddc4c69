// Package arena is where rounds are played.
package arena

import (
	"context"
	"fmt"
	"time"

	"example.com/quizarena/rounds/internal/questions"
	"example.com/quizarena/rounds/internal/round"
)

// Arena plays one round after the other.
type Arena struct {
	pool    []questions.Question
	Winners int
}

// New returns an arena.
func New(pool []questions.Question) *Arena { return &Arena{pool: pool} }

// Open plays perSecond rounds a second until ctx ends.
func (a *Arena) Open(ctx context.Context, perSecond int) {
	bell := time.NewTicker(time.Second / time.Duration(perSecond))
	defer bell.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-bell.C:
		}
		start := n % (len(a.pool) - 5)
		r := round.Begin(a.pool[start : start+5])
		for p := range 12 {
			r.Answer(fmt.Sprintf("player-%d", p), a.pool[start+p%6].Right)
		}
		a.Winners += r.Winners()
	}
}
