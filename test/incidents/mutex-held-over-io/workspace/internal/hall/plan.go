// Package hall keeps the plan of the hall up to date.
package hall

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const seatsPerRow = 32

type row struct {
	taken   [seatsPerRow]bool
	checked time.Time
}

// Plan knows the free seats; rows that were not looked at for a while are asked for again.
type Plan struct {
	office string

	mu    sync.Mutex
	rows  map[string]*row
	views map[string]int
}

// NewPlan returns a plan that asks the box office at url.
func NewPlan(url string) *Plan {
	return &Plan{office: url, rows: make(map[string]*row), views: make(map[string]int)}
}

// Look counts a visitor's look at a row.
func (p *Plan) Look(name string) {
	p.mu.Lock()
	p.views[name]++
	p.mu.Unlock()
}

// Free returns how many seats of a row are free.
func (p *Plan) Free(name string) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r, ok := p.rows[name]
	if !ok || time.Since(r.checked) > 50*time.Millisecond {
		fresh, err := p.fetch(name)
		if err != nil {
			return 0, err
		}
		r = fresh
		p.rows[name] = r
	}
	free := 0
	for _, taken := range r.taken {
		if !taken {
			free++
		}
	}
	return free, nil
}

func (p *Plan) fetch(name string) (*row, error) {
	resp, err := http.Get(fmt.Sprintf("%s?row=%s", p.office, name))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var sold []int
	if err := json.NewDecoder(resp.Body).Decode(&sold); err != nil {
		return nil, err
	}
	r := &row{checked: time.Now()}
	for _, seat := range sold {
		r.taken[seat] = true
	}
	return r, nil
}
