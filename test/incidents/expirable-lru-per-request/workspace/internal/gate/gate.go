// Package gate stands in for the API gateways that ask.
package gate

import (
	"fmt"
	"sync/atomic"
	"time"

	"example.com/policymesh/authz/internal/decision"
)

// Granted counts granted requests.
var Granted atomic.Int64

// Ask sends perSecond batches a second and never returns.
func Ask(p *decision.Point, perSecond int) {
	tenants := []string{"acme", "bolt", "cero", "dune"}
	roles := []string{"viewer", "editor", "admin"}
	n := 0
	for range time.Tick(time.Second / time.Duration(perSecond)) {
		n++
		questions := make([]decision.Question, 12)
		for i := range questions {
			questions[i] = decision.Question{Role: roles[(n+i)%3], Path: fmt.Sprintf("/doc/%d", (n+i)%5)}
		}
		for _, ok := range p.Decide(tenants[n%4], questions) {
			if ok {
				Granted.Add(1)
			}
		}
	}
}
