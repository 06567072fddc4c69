// Package people come, chat and go.
package people

import (
	"context"
	"fmt"
	"sync"
	"time"

	"example.com/chatterbox/gateway/internal/gateway"
)

// Chat keeps n people chatting until ctx ends.
func Chat(ctx context.Context, g *gateway.Gateway, n int) {
	var wg sync.WaitGroup
	for person := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for visit := 0; ctx.Err() == nil; visit++ {
				stay(g, fmt.Sprintf("person-%d-%d", person, visit))
			}
		}()
	}
	wg.Wait()
}

func stay(g *gateway.Gateway, name string) {
	conn := g.Join(name)
	defer conn.Close()
	for i := range 4 {
		fmt.Fprintf(conn, "lobby hello %d from %s\n", i, name)
		time.Sleep(15 * time.Millisecond)
	}
}
