// Package httpapi is the public face of the service.
package httpapi

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/brightfreight/quote-api/internal/quotes"
)

// API serves quotes on one listener.
type API struct {
	listener net.Listener
	quotes   *quotes.Service
}

// Listen reserves the address.
func Listen(addr string, q *quotes.Service) (*API, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &API{listener: l, quotes: q}, nil
}

// URL is where clients find the API.
func (a *API) URL() string { return "http://" + a.listener.Addr().String() }

// Serve answers until ctx ends.
func (a *API) Serve(ctx context.Context) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /quote", a.quote)
	server := &http.Server{Handler: mux, IdleTimeout: time.Minute}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	server.Serve(a.listener)
}

func (a *API) quote(w http.ResponseWriter, r *http.Request) {
	weight, err := strconv.ParseFloat(r.FormValue("kg"), 64)
	if err != nil {
		http.Error(w, "kg is not a number", http.StatusBadRequest)
		return
	}
	legs, err := a.quotes.Quote(r.Context(), r.FormValue("from"), r.FormValue("to"), weight)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(legs)
}
