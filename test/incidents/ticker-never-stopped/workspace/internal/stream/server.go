// Package stream pushes results over plain TCP, one line for each change.
package stream

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"example.com/liveboard/scores/internal/feed"
)

// Server accepts viewers.
type Server struct {
	listener net.Listener
	feed     *feed.Feed
}

// Listen reserves a port on loopback.
func Listen(f *feed.Feed) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	return &Server{listener: l, feed: f}, err
}

// Addr is where viewers connect.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Run accepts until ctx ends.
func (s *Server) Run(ctx context.Context) {
	go func() {
		<-ctx.Done()
		s.listener.Close()
	}()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		go s.serve(conn)
	}
}

func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return
	}
	match, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || match < 0 || match >= 20 {
		fmt.Fprintln(conn, "no such match")
		return
	}
	w := newWatcher(s.feed, match)
	end := time.NewTimer(50 * time.Millisecond)
	defer end.Stop()
	for {
		select {
		case goals := <-w.changes:
			if _, err := fmt.Fprintf(conn, "%d:%d\n", goals[0], goals[1]); err != nil {
				return
			}
		case <-end.C:
			fmt.Fprintln(conn, "sign in to see more")
			return
		}
	}
}
