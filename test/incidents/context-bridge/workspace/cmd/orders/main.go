// Command orders takes orders of traders over long sessions.
package main

import (
	"example.com/tradewind/orders/internal/market"
	"example.com/tradewind/orders/internal/ops"
	"example.com/tradewind/orders/internal/session"
	"example.com/tradewind/orders/internal/traders"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	m := market.New()
	traders.Trade(ctx, func(name string) *session.Session { return session.Open(name, m) }, 12)
}
