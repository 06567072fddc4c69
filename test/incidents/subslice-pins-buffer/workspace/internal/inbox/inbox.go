// Package inbox delivers mail over a local connection.
package inbox

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"
)

// Open returns a stream of perSecond messages a second, each with its length before it.
func Open(perSecond int) (io.Reader, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		send(conn, perSecond)
	}()
	return net.Dial("tcp", l.Addr().String())
}

func send(w io.Writer, perSecond int) {
	text := bytes.Repeat([]byte("All work and no play makes a long letter. "), 400)
	packet := make([]byte, 0, 20000)
	n := 0
	for range time.Tick(20 * time.Millisecond) {
		for i := 0; i < perSecond/50; i++ {
			n++
			head := fmt.Sprintf("Subject: letter number %d\n\n", n)
			packet = binary.BigEndian.AppendUint32(packet[:0], uint32(len(head)+len(text)))
			packet = append(append(packet, head...), text...)
			if _, err := w.Write(packet); err != nil {
				return
			}
		}
	}
}
