// Package mailer hands messages to the relay.
package mailer

import (
	"bytes"
	"sync"
	"text/template"
)

var letter = template.Must(template.New("letter").Parse("To: {{.To}}\nSubject: issue {{.Issue}}\n\nHello!\n"))

// Mailer renders and counts letters.
type Mailer struct {
	mu   sync.Mutex
	sent int
	size int
}

// New returns a mailer.
func New() *Mailer { return &Mailer{} }

// Send renders one letter.
func (m *Mailer) Send(to string, issue int) error {
	var b bytes.Buffer
	if err := letter.Execute(&b, struct {
		To    string
		Issue int
	}{to, issue}); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sent++
	m.size += b.Len()
	return nil
}
