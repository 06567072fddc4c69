// Package gateway is where clients come in.
package gateway

import (
	"net"
	"sync"

	"example.com/chatterbox/gateway/internal/room"
)

// Options of a gateway.
type Options struct {
	// KickIdle ends connections that say nothing.
	KickIdle bool
}

// Gateway serves connections.
type Gateway struct {
	hall    *room.Hall
	options Options
	clients sync.Map
}

// New returns a gateway to a hall.
func New(hall *room.Hall, options Options) *Gateway {
	return &Gateway{hall: hall, options: options}
}

// Join serves one connection; the caller keeps the other end.
func (g *Gateway) Join(name string) net.Conn {
	ours, theirs := net.Pipe()
	s := newSession(g, name, ours)
	g.clients.Store(name, s)
	go s.read()
	return theirs
}
