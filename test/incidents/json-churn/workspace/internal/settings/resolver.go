package settings

import "encoding/json"

// Resolver changes copies of the common settings.
type Resolver struct{ common Settings }

// NewResolver returns a resolver over common settings.
func NewResolver(common Settings) *Resolver { return &Resolver{common: common} }

// For returns the settings of one shop.
func (r *Resolver) For(shop int) (Settings, error) {
	s, err := clone(r.common)
	if err != nil {
		return Settings{}, err
	}
	if shop%2 == 0 {
		p := s.Payments["invoice"]
		p.Limits["day"] = shop % 1000
		s.Payments["invoice"] = p
	}
	if shop%5 == 0 {
		s.Currency = "SEK"
	}
	return s, nil
}

// clone makes a deep copy.
func clone(s Settings) (Settings, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return Settings{}, err
	}
	var c Settings
	return c, json.Unmarshal(raw, &c)
}
