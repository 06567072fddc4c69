// Package accounts reads bookings.
package accounts

import (
	"fmt"
	"math/rand/v2"
)

// Booking moves money to an account.
type Booking struct {
	Account string
	Cents   int64
}

// Load returns n bookings of a month.
func Load(month, n int) []Booking {
	random := rand.New(rand.NewPCG(uint64(month), 7))
	bookings := make([]Booking, n)
	for i := range bookings {
		bookings[i] = Booking{Account: fmt.Sprintf("account-%04d", random.IntN(5000)), Cents: random.Int64N(100000) - 50000}
	}
	return bookings
}
