// Command exports writes reports for customers into files.
package main

import (
	"log"
	"os"

	"example.com/nightshift/exports/internal/archive"
	"example.com/nightshift/exports/internal/export"
	"example.com/nightshift/exports/internal/ops"
	"example.com/nightshift/exports/internal/spool"
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
	files := spool.New(dir)
	go archive.Run(ctx, files, 7)
	timetable.Run(ctx, export.NewWriter(files), 45)
}
