// Package api takes albums.
package api

import (
	"context"
	"encoding/json"
	"net"
	"net/http"

	"example.com/snapalbum/thumbs/internal/thumbnail"
)

// Server answers POST /album with the sizes of the small pictures.
type Server struct{ listener net.Listener }

// Listen on loopback.
func Listen() (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	return &Server{listener: l}, err
}

// URL of the server.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Run until ctx ends.
func (s *Server) Run(ctx context.Context) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /album", album)
	h := &http.Server{Handler: mux}
	context.AfterFunc(ctx, func() { h.Close() })
	h.Serve(s.listener)
}

func album(w http.ResponseWriter, r *http.Request) {
	var pictures []thumbnail.Picture
	if err := json.NewDecoder(r.Body).Decode(&pictures); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	json.NewEncoder(w).Encode(thumbnail.Album(r.Context(), pictures))
}
