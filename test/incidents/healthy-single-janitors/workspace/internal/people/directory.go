// Package people finds people.
package people

import (
	"fmt"
	"time"

	"github.com/lanternlabs/profiles/internal/caches"

	"github.com/jellydator/ttlcache/v3"
)

// Directory answers from caches where it can.
type Directory struct{ caches *caches.Set }

// NewDirectory returns a directory.
func NewDirectory(c *caches.Set) *Directory { return &Directory{caches: c} }

// Name of a person.
func (d *Directory) Name(id int) (string, error) {
	v, err := d.caches.Names.Take(fmt.Sprint(id), func() (any, error) {
		time.Sleep(2 * time.Millisecond)
		return fmt.Sprintf("person %d", id), nil
	})
	if err != nil {
		return "", err
	}
	return v.(string), nil
}

// Avatar of a person.
func (d *Directory) Avatar(id int) []byte {
	if a, ok := d.caches.Avatars.Get(id); ok {
		return a
	}
	a := make([]byte, 1024)
	a[0] = byte(id)
	d.caches.Avatars.Add(id, a)
	return a
}

// Seen notes that a person was here and returns when it was last.
func (d *Directory) Seen(id int, now time.Time) time.Time {
	last := time.Time{}
	if item := d.caches.Logins.Get(id); item != nil {
		last = item.Value()
	}
	d.caches.Logins.Set(id, now, ttlcache.DefaultTTL)
	return last
}
