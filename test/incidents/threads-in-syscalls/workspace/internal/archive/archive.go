// Package archive copies reports to tape at night.
package archive

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"example.com/nightshift/exports/internal/filelock"
)

// Run archives the files of n customers together; nothing may be appended meanwhile.
func Run(ctx context.Context, dir string, n int) {
	var files []*os.File
	for i := range n {
		f, err := filelock.Open(dir, fmt.Sprintf("customer-%d", i))
		if err != nil {
			log.Print(err)
			continue
		}
		defer f.Close()
		for filelock.Try(f) != nil {
			time.Sleep(time.Millisecond)
		}
		files = append(files, f)
	}
	tape(ctx, files)
}

// tape is slow.
func tape(ctx context.Context, files []*os.File) {
	for _, f := range files {
		if info, err := f.Stat(); err == nil {
			log.Printf("archiving %s, %d bytes", info.Name(), info.Size())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}
