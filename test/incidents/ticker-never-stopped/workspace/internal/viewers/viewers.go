// Package viewers plays people who look in for a moment.
package viewers

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"time"
)

// Watch keeps n viewers coming and going until ctx ends.
func Watch(ctx context.Context, addr string, n int) {
	for i := 0; i < n; i++ {
		i := i
		go func() {
			for match := i; ctx.Err() == nil; match++ {
				look(addr, match%20)
				time.Sleep(60 * time.Millisecond)
			}
		}()
	}
}

func look(addr string, match int) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprintln(conn, match)
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
	}
}
