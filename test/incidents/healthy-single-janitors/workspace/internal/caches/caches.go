// Package caches opens the caches of the process, once.
package caches

import (
	"time"

	"github.com/hashicorp/golang-lru/v2/expirable"
	"github.com/jellydator/ttlcache/v3"
	"github.com/zeromicro/go-zero/core/collection"
)

// Set is one cache for each kind of value.
type Set struct {
	Names   *collection.Cache
	Avatars *expirable.LRU[int, []byte]
	Logins  *ttlcache.Cache[int, time.Time]
}

// Open starts all caches.
func Open() (*Set, error) {
	names, err := collection.NewCache(2*time.Second, collection.WithLimit(2000), collection.WithName("names"))
	if err != nil {
		return nil, err
	}
	s := &Set{
		Names:   names,
		Avatars: expirable.NewLRU[int, []byte](500, nil, 2*time.Second),
		Logins:  ttlcache.New(ttlcache.WithTTL[int, time.Time](time.Second), ttlcache.WithCapacity[int, time.Time](1000)),
	}
	go s.Logins.Start()
	return s, nil
}

// Close stops what can be stopped.
func (s *Set) Close() { s.Logins.Stop() }
