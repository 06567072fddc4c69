// Command printing sends documents to printers, many at a time since printers are slow.
package main

import (
	"example.com/inkwell/printing/internal/jobs"
	"example.com/inkwell/printing/internal/ops"
	"example.com/inkwell/printing/internal/printer"
	"example.com/inkwell/printing/internal/workers"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	queue := jobs.Queue(ctx, 2500)
	pool := workers.New(300, printer.New().Print)
	pool.Run(ctx, queue)
}
