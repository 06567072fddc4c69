// Package decision answers batches of questions.
package decision

import (
	"time"

	"example.com/policymesh/authz/internal/policy"

	"github.com/hashicorp/golang-lru/v2/expirable"
)

// Question asks whether a role may act on a path.
type Question struct{ Role, Path string }

// Point decides by a book of rules.
type Point struct{ book *policy.Book }

// NewPoint returns a point.
func NewPoint(b *policy.Book) *Point { return &Point{book: b} }

// Decide answers the questions of one tenant; equal ones are looked up once.
func (p *Point) Decide(tenant string, questions []Question) []bool {
	memo := expirable.NewLRU[Question, bool](128, nil, 5*time.Second)
	answers := make([]bool, len(questions))
	for i, q := range questions {
		known, ok := memo.Get(q)
		if !ok {
			known = p.book.Allows(tenant, q.Role, q.Path)
			memo.Add(q, known)
		}
		answers[i] = known
	}
	return answers
}
