// Package quotes finds the cheapest way for a parcel.
package quotes

import (
	"context"
	"fmt"
	"time"

	"github.com/brightfreight/quote-api/internal/tariff"

	"github.com/zeromicro/go-zero/core/collection"
)

// Leg is one part of a journey with its price.
type Leg struct {
	From, To string
	Cents    int64
}

// Service answers quotes.
type Service struct {
	tariffs *tariff.Book
}

// NewService returns a service over a book of tariffs.
func NewService(book *tariff.Book) *Service { return &Service{tariffs: book} }

// Quote prices the direct way and the ways over each hub; legs that ways share are priced once.
func (s *Service) Quote(ctx context.Context, from, to string, kg float64) ([]Leg, error) {
	known, err := collection.NewCache(time.Minute, collection.WithName("legs"), collection.WithLimit(500))
	if err != nil {
		return nil, err
	}
	best := []Leg(nil)
	for _, hub := range s.tariffs.Hubs() {
		legs := make([]Leg, 0, 2)
		for _, pair := range [][2]string{{from, hub}, {hub, to}} {
			leg, err := known.Take(pair[0]+">"+pair[1], func() (any, error) {
				return s.price(pair[0], pair[1], kg)
			})
			if err != nil {
				return nil, err
			}
			legs = append(legs, leg.(Leg))
		}
		if best == nil || total(legs) < total(best) {
			best = legs
		}
	}
	return best, nil
}

func (s *Service) price(from, to string, kg float64) (Leg, error) {
	rate, ok := s.tariffs.Rate(from, to)
	if !ok {
		return Leg{}, fmt.Errorf("no tariff from %s to %s", from, to)
	}
	return Leg{From: from, To: to, Cents: int64(kg * rate)}, nil
}

func total(legs []Leg) int64 {
	var sum int64
	for _, l := range legs {
		sum += l.Cents
	}
	return sum
}
