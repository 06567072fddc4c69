// Package ledger holds the accounts.
package ledger

import (
	"errors"
	"sync"
	"time"
)

// ErrNoAccount means that a line names an account that is not ours.
var ErrNoAccount = errors.New("no such account")

// Ledger is a set of balances.
type Ledger struct {
	mu       sync.Mutex
	balances map[int]int64
}

// New returns a ledger of thousand accounts.
func New() *Ledger {
	l := &Ledger{balances: make(map[int]int64)}
	for i := range 1000 {
		l.balances[i] = 0
	}
	return l
}

// Book adds an amount to an account.
func (l *Ledger) Book(account int, cents int64) error {
	time.Sleep(time.Millisecond)
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.balances[account]; !ok {
		return ErrNoAccount
	}
	l.balances[account] += cents
	return nil
}
