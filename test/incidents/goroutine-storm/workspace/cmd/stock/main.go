// Command stock keeps the stock of all branches in step.
package main

import (
	"example.com/pixelmart/stock/internal/branches"
	"example.com/pixelmart/stock/internal/ops"
	"example.com/pixelmart/stock/internal/stock"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	branches.Count(ctx, stock.New(), 50)
}
