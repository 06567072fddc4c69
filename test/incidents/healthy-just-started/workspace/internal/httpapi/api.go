// Package httpapi answers tourists.
package httpapi

import (
	"context"
	"encoding/json"
	"net"
	"net/http"

	"example.com/cityguide/search/internal/places"
)

// API serves one index.
type API struct {
	listener net.Listener
	index    *places.Index
}

// Listen on loopback.
func Listen(x *places.Index) (*API, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	return &API{listener: l, index: x}, err
}

// URL of the API.
func (a *API) URL() string { return "http://" + a.listener.Addr().String() }

// Run until ctx ends.
func (a *API) Run(ctx context.Context) {
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(a.index.Find(r.FormValue("q")))
	})}
	context.AfterFunc(ctx, func() { s.Close() })
	s.Serve(a.listener)
}
