// Package machines sells tickets.
package machines

import (
	"fmt"
	"sync"
	"time"

	"example.com/parkmeter/tickets/internal/bank"
)

// Run lets n machines sell; it returns the first error that lasts.
func Run(client *bank.Client, n int) error {
	var wg sync.WaitGroup
	errs := make(chan error, n)
	for m := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			failed := 0
			for i := 0; failed < 50; i++ {
				if _, err := client.Pay(fmt.Sprintf("KA-%d-%d", m, i%700), 150); err != nil {
					failed++
					errs <- err
				}
				time.Sleep(25 * time.Millisecond)
			}
		}()
	}
	go func() {
		wg.Wait()
		close(errs)
	}()
	var last error
	for err := range errs {
		last = err
	}
	return last
}
