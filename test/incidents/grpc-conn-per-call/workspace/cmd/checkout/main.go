// Command checkout takes payments after asking the risk service.
package main

import (
	"os"

	"github.com/kitebank/checkout/internal/cashdesk"
	"github.com/kitebank/checkout/internal/ops"
	"github.com/kitebank/checkout/internal/payments"
	"github.com/kitebank/checkout/internal/risk"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	service := payments.NewService(risk.NewClient(os.Getenv("PEER_ADDR")))
	cashdesk.Open(ctx, service, 6)
}
