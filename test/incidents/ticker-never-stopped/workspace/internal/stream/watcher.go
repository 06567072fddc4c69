package stream

import (
	"time"

	"example.com/liveboard/scores/internal/feed"
)

type watcher struct {
	changes chan [2]int
	ticker  *time.Ticker
}

// newWatcher looks at a match every 100 ms and tells what changed.
func newWatcher(f *feed.Feed, match int) *watcher {
	w := &watcher{changes: make(chan [2]int, 1), ticker: time.NewTicker(100 * time.Millisecond)}
	w.changes <- f.Result(match)
	go w.poll(f, match)
	return w
}

func (w *watcher) poll(f *feed.Feed, match int) {
	last := f.Result(match)
	for range w.ticker.C {
		now := f.Result(match)
		if now == last {
			continue
		}
		last = now
		select {
		case w.changes <- now:
		default:
		}
	}
}
