// Package dispatch gives each parcel its time and its lorry.
package dispatch

import (
	"context"
	"time"

	"example.com/parcelpoint/routing/internal/lorries"
)

type parcelKey struct{}

// Job is one parcel on its way to a lorry.
type Job struct {
	ID     int
	Lorry  int
	cancel context.CancelFunc
}

// Dispatcher starts jobs.
type Dispatcher struct {
	base context.Context
	park *lorries.Park
	Lost int
}

// New returns a dispatcher whose jobs end with base.
func New(base context.Context, park *lorries.Park) *Dispatcher {
	return &Dispatcher{base: base, park: park}
}

// Handle places one parcel; a job may take an hour.
func (d *Dispatcher) Handle(id int) Job {
	ctx, cancel := context.WithTimeout(d.base, time.Hour)
	ctx = context.WithValue(ctx, parcelKey{}, id)
	job := Job{ID: id, cancel: cancel}
	lorry, err := d.park.Place(ctx, id)
	if err != nil {
		d.Lost++
		job.cancel()
		return job
	}
	job.Lorry = lorry
	return job
}
