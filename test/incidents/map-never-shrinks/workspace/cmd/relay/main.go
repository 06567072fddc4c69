// Command relay passes each advertising click on once.
package main

import (
	"example.com/adrelay/dedupe/internal/clicks"
	"example.com/adrelay/dedupe/internal/forward"
	"example.com/adrelay/dedupe/internal/ops"
	"example.com/adrelay/dedupe/internal/seen"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	f := forward.New(seen.NewFilter())
	clicks.Receive(ctx, 150000, f.Click)
}
