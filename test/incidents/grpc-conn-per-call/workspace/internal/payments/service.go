// Package payments books payments.
package payments

import (
	"context"
	"errors"
	"sync"

	"github.com/kitebank/checkout/internal/risk"
)

// ErrRefused means that the risk service said no.
var ErrRefused = errors.New("refused")

// Service books what the risk service lets pass.
type Service struct {
	risk *risk.Client

	mu     sync.Mutex
	booked map[string]int64
}

// NewService returns a service.
func NewService(r *risk.Client) *Service {
	return &Service{risk: r, booked: make(map[string]int64)}
}

// Pay books an amount on an account.
func (s *Service) Pay(ctx context.Context, account string, cents int64) error {
	ok, err := s.risk.Allows(ctx, "cards")
	if err != nil {
		return err
	}
	if !ok {
		return ErrRefused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.booked[account] += cents
	return nil
}
