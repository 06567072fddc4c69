// Command backup stores files of phones, compressed on their way.
package main

import (
	"example.com/clipvault/backup/internal/backup"
	"example.com/clipvault/backup/internal/ops"
	"example.com/clipvault/backup/internal/phones"
	"example.com/clipvault/backup/internal/vault"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	phones.Sync(ctx, backup.NewService(vault.New(32<<10)), 180)
}
