// Package readers knows who reads which newsletter.
package readers

import (
	"fmt"
	"time"
)

// Reader is one subscriber.
type Reader struct {
	Mail string
	Wait time.Duration
}

// Book is the list of all readers.
type Book struct{ all []Reader }

// NewBook returns a book of n readers.
func NewBook(n int) *Book {
	b := &Book{}
	for i := range n {
		b.all = append(b.all, Reader{Mail: fmt.Sprintf("reader%d@example.com", i), Wait: time.Duration(i%40) * 25 * time.Millisecond})
	}
	return b
}

// Group returns a campaign's readers.
func (b *Book) Group(campaign int) []Reader {
	start := campaign * 13 % (len(b.all) - 20)
	return b.all[start : start+20]
}
