// Command config serves the settings of shops, each with its own changes over the common ones.
package main

import (
	"example.com/storefront/config/internal/ops"
	"example.com/storefront/config/internal/settings"
	"example.com/storefront/config/internal/shops"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	shops.Ask(ctx, settings.NewResolver(settings.Common()), 3)
}
