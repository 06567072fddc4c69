// Package articles holds what is for sale.
package articles

import (
	"fmt"
	"strings"
	"sync"
)

// Article is one thing for sale.
type Article struct {
	ID    int      `json:"id"`
	Name  string   `json:"name"`
	Tags  []string `json:"tags"`
	Cents int      `json:"cents"`
}

// Store is safe for concurrent use.
type Store struct {
	mu   sync.RWMutex
	byID map[int]Article
}

// NewStore returns a store with n articles.
func NewStore(n int) *Store {
	s := &Store{byID: make(map[int]Article, n)}
	for i := range n {
		s.byID[i] = Article{ID: i, Name: fmt.Sprintf("article %d", i), Tags: []string{"new", strings.Repeat("x", i%7)}, Cents: 100 + i}
	}
	return s
}

// Get returns an article.
func (s *Store) Get(id int) (Article, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	a, ok := s.byID[id]
	return a, ok
}

// Reprice changes an article's price.
func (s *Store) Reprice(id, cents int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.byID[id]
	a.Cents = cents
	s.byID[id] = a
}
