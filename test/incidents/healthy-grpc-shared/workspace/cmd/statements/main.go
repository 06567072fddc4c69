// Command statements asks the account service over one connection.
package main

import (
	"context"
	"os"

	"github.com/kitebank/statements/internal/account"
	"github.com/kitebank/statements/internal/admin"
	"github.com/kitebank/statements/internal/portal"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		client, err := account.Dial(os.Getenv("PEER_ADDR"))
		if err != nil {
			return err
		}
		defer client.Close()
		return portal.Serve(ctx, client, 20)
	})
}
