// Package shard is one part of the index.
package shard

import (
	"hash/maphash"
	"strings"
	"time"
)

// Hit is one document.
type Hit struct {
	Shard string
	Doc   int
	Score float64
}

// Shard answers queries after its latency.
type Shard struct {
	Name      string
	latency   time.Duration
	documents []string
	seed      maphash.Seed
}

// New returns a shard that needs the given milliseconds for an answer.
func New(name string, millis int) *Shard {
	s := &Shard{Name: name, latency: time.Duration(millis) * time.Millisecond, seed: maphash.MakeSeed()}
	for _, adjective := range []string{"old", "blue", "silent", "long", "first"} {
		for _, noun := range []string{"river", "house", "night", "garden", "road"} {
			s.documents = append(s.documents, adjective+" "+noun)
		}
	}
	return s
}

// Query returns the documents that hold the word.
func (s *Shard) Query(word string) []Hit {
	time.Sleep(s.latency)
	var hits []Hit
	for i, d := range s.documents {
		if strings.Contains(d, word) {
			hits = append(hits, Hit{Shard: s.Name, Doc: i, Score: float64(maphash.String(s.seed, d)%100) / 100})
		}
	}
	return hits
}
