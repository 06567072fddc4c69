// Package shelves looks for copies that stand on the wrong shelf.
package shelves

import (
	"context"
	"database/sql"
	"log"
	"time"
)

// Finder walks along the shelves.
type Finder struct{ db *sql.DB }

// NewFinder returns a finder.
func NewFinder(db *sql.DB) *Finder { return &Finder{db: db} }

// Patrol checks perSecond shelves a second until ctx ends.
func (f *Finder) Patrol(ctx context.Context, perSecond int) {
	step := time.NewTicker(time.Second / time.Duration(perSecond))
	defer step.Stop()
	for shelf := 0; ; shelf++ {
		select {
		case <-ctx.Done():
			return
		case <-step.C:
			if misplaced, err := f.misplaced(ctx, shelf); err != nil {
				log.Printf("shelf %d: %v", shelf, err)
			} else if misplaced < 0 {
				log.Printf("shelf %d is empty", shelf)
			}
		}
	}
}

// misplaced returns the first copy on the shelf that belongs elsewhere, -1 for an empty shelf.
func (f *Finder) misplaced(ctx context.Context, shelf int) (int64, error) {
	rows, err := f.db.QueryContext(ctx, "select id, title from copies where shelf = ? order by id", shelf)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return 0, err
		}
		if id%7 == int64(shelf%7) || id > 2 {
			return id, nil
		}
	}
	return -1, rows.Err()
}
