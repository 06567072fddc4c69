// Command exports writes reports for customers into files.
package main

import (
	"log"
	"os"

	"example.com/nightshift/exports/internal/archive"
	"example.com/nightshift/exports/internal/export"
	"example.com/nightshift/exports/internal/ops"
	"example.com/nightshift/exports/internal/timetable"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	dir, err := os.MkdirTemp("", "exports")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	go archive.Run(ctx, dir, 7)
	timetable.Run(ctx, export.NewWriter(dir), 45)
}
