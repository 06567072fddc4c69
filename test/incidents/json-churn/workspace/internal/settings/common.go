// Package settings resolves what applies to a shop.
package settings

import "fmt"

// Settings of a shop.
type Settings struct {
	Currency string
	Payments map[string]Payment
	Banners  []Banner
}

// Payment is a way to pay.
type Payment struct {
	Enabled bool
	Limits  map[string]int
}

// Banner is shown on the first page.
type Banner struct {
	Title string
	Links []string
}

// Common returns the settings that all shops start from.
func Common() Settings {
	s := Settings{Currency: "EUR", Payments: make(map[string]Payment)}
	for _, name := range []string{"card", "invoice", "wallet"} {
		s.Payments[name] = Payment{Enabled: true, Limits: map[string]int{"day": 500, "month": 4000}}
	}
	for i := 0; i < 5; i++ {
		s.Banners = append(s.Banners, Banner{Title: fmt.Sprintf("Sale number %d", i), Links: []string{"/a", "/b", "/c"}})
	}
	return s
}
