// Command flags answers which features are switched on.
package main

import (
	"example.com/flagship/flags/internal/apps"
	"example.com/flagship/flags/internal/console"
	"example.com/flagship/flags/internal/ops"
	"example.com/flagship/flags/internal/rules"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	set := rules.NewSet(300)
	go console.Edit(ctx, set)
	go console.Audit(ctx, set, 5)
	apps.Ask(ctx, set, 80)
}
