// Package bus publishes on NATS.
package bus

import (
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
)

// Publisher publishes on one server.
type Publisher struct{ url string }

// NewPublisher returns a publisher for the server at url.
func NewPublisher(url string) *Publisher { return &Publisher{url: url} }

// Publish sends v as JSON and waits until the server has it.
func (p *Publisher) Publish(subject string, v any) error {
	nc, err := nats.Connect(p.url, nats.Timeout(time.Second), nats.MaxReconnects(-1))
	if err != nil {
		return err
	}
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := nc.Publish(subject, body); err != nil {
		return err
	}
	return nc.FlushTimeout(time.Second)
}
