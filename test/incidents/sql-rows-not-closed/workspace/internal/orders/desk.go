// Package orders answers what customers ordered.
package orders

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"time"
)

// Desk reads orders.
type Desk struct {
	db     *sql.DB
	Served atomic.Int64
	Failed atomic.Int64
}

// NewDesk returns a desk.
func NewDesk(db *sql.DB) *Desk { return &Desk{db: db} }

// Serve lets n customers ask until ctx ends.
func (d *Desk) Serve(ctx context.Context, n int) {
	var wg sync.WaitGroup
	for customer := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				if _, err := d.titles(ctx, customer); err != nil {
					d.Failed.Add(1)
				} else {
					d.Served.Add(1)
				}
				time.Sleep(120 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
}

func (d *Desk) titles(ctx context.Context, customer int) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	rows, err := d.db.QueryContext(ctx, "select id, title from orders where customer = ?", customer)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var titles []string
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return nil, err
		}
		titles = append(titles, title)
	}
	return titles, rows.Err()
}
