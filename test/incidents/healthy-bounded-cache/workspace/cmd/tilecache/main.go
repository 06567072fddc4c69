// Command tilecache keeps the most wanted map tiles in memory.
package main

import (
	"log"

	"github.com/cobblestone/tilecache/internal/cache"
	"github.com/cobblestone/tilecache/internal/ops"
	"github.com/cobblestone/tilecache/internal/origin"
	"github.com/cobblestone/tilecache/internal/readers"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	c, err := cache.New(5000, origin.Tile)
	if err != nil {
		log.Fatal(err)
	}
	readers.Read(ctx, c, 8)
}
