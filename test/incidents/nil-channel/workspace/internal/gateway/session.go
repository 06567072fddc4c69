package gateway

import (
	"bufio"
	"net"
	"strings"
	"time"
)

// session is one client; idle is told when it should leave.
type session struct {
	gateway *Gateway
	name    string
	conn    net.Conn
	idle    chan struct{}
	timer   *time.Timer
}

func newSession(g *Gateway, name string, conn net.Conn) *session {
	s := &session{gateway: g, name: name, conn: conn}
	if g.options.KickIdle {
		s.idle = make(chan struct{})
		s.timer = time.AfterFunc(time.Minute, func() { close(s.idle) })
	}
	go s.kick()
	return s
}

// kick closes the connection of a client that is idle for too long.
func (s *session) kick() {
	<-s.idle
	s.conn.Close()
}

func (s *session) read() {
	defer s.conn.Close()
	defer s.gateway.clients.Delete(s.name)
	lines := bufio.NewScanner(s.conn)
	for lines.Scan() {
		name, text, ok := strings.Cut(lines.Text(), " ")
		if !ok {
			return
		}
		s.gateway.hall.Say(name, text)
		if s.timer != nil {
			s.timer.Reset(time.Minute)
		}
	}
}
