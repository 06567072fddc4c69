// Package events reads the event log.
package events

import (
	"context"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Log is one topic.
type Log struct {
	brokers []string
	topic   string
}

// NewLog returns the log of a topic.
func NewLog(brokers []string, topic string) *Log { return &Log{brokers: brokers, topic: topic} }

// Last returns the newest event of a partition.
func (l *Log) Last(ctx context.Context, partition int) ([]byte, error) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers:   l.brokers,
		Topic:     l.topic,
		Partition: partition,
		MaxWait:   100 * time.Millisecond,
	})
	ctx, cancel := context.WithTimeout(ctx, 150*time.Millisecond)
	defer cancel()
	m, err := reader.ReadMessage(ctx)
	if err != nil {
		return nil, fmt.Errorf("partition %d: %w", partition, err)
	}
	return m.Value, nil
}
