// Command sessions tells who is signed in.
package main

import (
	"context"
	"os"

	"github.com/cornerdesk/sessions/internal/admin"
	"github.com/cornerdesk/sessions/internal/front"
	"github.com/cornerdesk/sessions/internal/session"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		store := session.NewStore(session.Config{Addr: os.Getenv("PEER_ADDR")})
		return front.Serve(ctx, store, 8)
	})
}
