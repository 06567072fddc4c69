// Package server is the HTTP face.
package server

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"time"

	"example.com/greenshop/catalogue/internal/articles"
)

// Server answers GET /articles/{id} and PUT /articles/{id}/price.
type Server struct {
	listener net.Listener
	store    *articles.Store
}

// New listens on loopback.
func New(store *articles.Store) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	return &Server{listener: l, store: store}, err
}

// URL of the server.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Run serves until ctx ends.
func (s *Server) Run(ctx context.Context) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /articles/{id}", s.get)
	mux.HandleFunc("PUT /articles/{id}/price", s.reprice)
	h := &http.Server{
		Handler:      http.TimeoutHandler(mux, time.Second, "too slow"),
		ReadTimeout:  5 * time.Second,
		WriteTimeout: 5 * time.Second,
	}
	stopped := context.AfterFunc(ctx, func() { h.Close() })
	defer stopped()
	h.Serve(s.listener)
}

func (s *Server) get(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.PathValue("id"))
	a, ok := s.store.Get(id)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(a)
}

func (s *Server) reprice(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.PathValue("id"))
	cents, err := strconv.Atoi(r.FormValue("cents"))
	if err != nil {
		http.Error(w, "cents?", http.StatusBadRequest)
		return
	}
	s.store.Reprice(id, cents)
	w.WriteHeader(http.StatusNoContent)
}
