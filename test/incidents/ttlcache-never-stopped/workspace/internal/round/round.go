// Package round is one round of a quiz.
package round

import (
	"time"

	"example.com/quizarena/rounds/internal/questions"

	"github.com/jellydator/ttlcache/v3"
)

// Round asks its questions; answers count for twenty seconds.
type Round struct {
	questions []questions.Question
	answers   *ttlcache.Cache[string, int]
}

// Begin starts a round.
func Begin(qs []questions.Question) *Round {
	r := &Round{
		questions: qs,
		answers:   ttlcache.New(ttlcache.WithTTL[string, int](20*time.Second), ttlcache.WithCapacity[string, int](50)),
	}
	go r.answers.Start()
	return r
}

// Answer notes a player's answer.
func (r *Round) Answer(player string, value int) {
	r.answers.Set(player, value, ttlcache.DefaultTTL)
}

// Winners counts who was right about the last question.
func (r *Round) Winners() int {
	right, n := r.questions[len(r.questions)-1].Right, 0
	for _, item := range r.answers.Items() {
		if item.Value() == right {
			n++
		}
	}
	return n
}
