// Command imports takes bank statements in and books their lines.
package main

import (
	"context"

	"example.com/ledgerline/imports/internal/admin"
	"example.com/ledgerline/imports/internal/ledger"
	"example.com/ledgerline/imports/internal/statements"
	"example.com/ledgerline/imports/internal/uploads"
)

func main() {
	admin.Run(func(ctx context.Context) error {
		importer := statements.NewImporter(ledger.New())
		return uploads.Receive(ctx, importer, 260)
	})
}
