package session

import (
	"context"
	"sync"
	"time"
)

// life is the context of a session: it ends when the trader signs off.
type life struct {
	done chan struct{}
	once sync.Once
}

func (l *life) Deadline() (time.Time, bool) { return time.Time{}, false }
func (l *life) Done() <-chan struct{}       { return l.done }
func (l *life) Value(any) any               { return nil }

func (l *life) Err() error {
	select {
	case <-l.done:
		return context.Canceled
	default:
		return nil
	}
}

func (l *life) end() { l.once.Do(func() { close(l.done) }) }
