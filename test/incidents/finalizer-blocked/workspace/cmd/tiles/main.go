// Command tiles draws map tiles.
package main

import (
	"example.com/mapforge/tiles/internal/browsers"
	"example.com/mapforge/tiles/internal/ops"
	"example.com/mapforge/tiles/internal/render"
	"example.com/mapforge/tiles/internal/surface"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	pool := surface.NewPool(8)
	r := render.New(pool)
	browsers.Scroll(ctx, r, 1200)
}
