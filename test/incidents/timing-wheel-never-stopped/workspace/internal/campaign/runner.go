// Package campaign spreads the letters of a campaign over time.
package campaign

import (
	"fmt"
	"time"

	"github.com/northpost/campaigns/internal/mailer"
	"github.com/northpost/campaigns/internal/readers"

	"github.com/zeromicro/go-zero/core/collection"
)

// Runner starts campaigns.
type Runner struct {
	book *readers.Book
	mail *mailer.Mailer
}

// NewRunner returns a runner.
func NewRunner(book *readers.Book, mail *mailer.Mailer) *Runner {
	return &Runner{book: book, mail: mail}
}

// Start schedules the letters of one campaign.
func (r *Runner) Start(id int) error {
	send := func(key, value any) { r.mail.Send(key.(string), value.(int)) }
	wheel, err := collection.NewTimingWheel(100*time.Millisecond, 64, send)
	if err != nil {
		return fmt.Errorf("campaign %d: %w", id, err)
	}
	for _, reader := range r.book.Group(id) {
		if err := wheel.SetTimer(reader.Mail, id, reader.Wait+time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}
