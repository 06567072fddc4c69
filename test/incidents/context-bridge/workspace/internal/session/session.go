// Package session is one trader's stay.
package session

import (
	"context"
	"sync"

	"example.com/tradewind/orders/internal/market"
)

// Session takes orders one after the other.
type Session struct {
	trader string
	market *market.Market
	life   *life

	mu   sync.Mutex
	open map[int]context.CancelFunc
	next int
}

// Open signs a trader on.
func Open(trader string, m *market.Market) *Session {
	return &Session{trader: trader, market: m, life: &life{done: make(chan struct{})}, open: make(map[int]context.CancelFunc)}
}

// Order buys a paper; it can be withdrawn until it is filled.
func (s *Session) Order(paper string) (int, error) {
	ctx, withdraw := context.WithCancel(s.life)
	s.mu.Lock()
	s.next++
	id := s.next
	s.open[id] = withdraw
	s.mu.Unlock()

	price, err := s.market.Fill(ctx, paper)

	s.mu.Lock()
	delete(s.open, id)
	s.mu.Unlock()
	return price, err
}

// Close signs the trader off.
func (s *Session) Close() { s.life.end() }
