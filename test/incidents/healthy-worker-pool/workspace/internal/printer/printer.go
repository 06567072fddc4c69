// Package printer talks to printers.
package printer

import (
	"hash/crc32"
	"sync/atomic"
	"time"

	"example.com/inkwell/printing/internal/jobs"
)

// Printer counts pages.
type Printer struct {
	Pages atomic.Int64
	sum   atomic.Uint32
}

// New returns a printer.
func New() *Printer { return &Printer{} }

// Print waits for the paper.
func (p *Printer) Print(j jobs.Job) {
	page := make([]byte, 2048)
	for i := range j.Pages {
		page[i] = byte(j.ID)
		p.sum.Add(crc32.ChecksumIEEE(page))
		time.Sleep(10 * time.Millisecond)
	}
	p.Pages.Add(int64(j.Pages))
}
