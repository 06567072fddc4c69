// Package merchants knows the shops' web hooks.
package merchants

import "fmt"

// Directory tells where each merchant listens.
type Directory struct {
	urls map[string]string
	ids  []string
}

// NewDirectory lists n merchants, who share one address.
func NewDirectory(address string, n int) *Directory {
	d := &Directory{urls: make(map[string]string)}
	for i := 0; i < n; i++ {
		id := fmt.Sprintf("shop-%d", i)
		d.ids = append(d.ids, id)
		d.urls[id] = fmt.Sprintf("http://%s/%s/hook", address, id)
	}
	return d
}

// IDs names all merchants.
func (d *Directory) IDs() []string { return d.ids }

// HookOf is the URL of a merchant's hook.
func (d *Directory) HookOf(id string) string { return d.urls[id] }
