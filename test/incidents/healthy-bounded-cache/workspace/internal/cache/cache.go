// Package cache is a cache of fixed size.
package cache

import (
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Cache asks the origin for what it does not have.
type Cache struct {
	tiles        *lru.Cache[string, []byte]
	origin       func(string) []byte
	Hits, Misses atomic.Int64
}

// New returns a cache of at most size tiles.
func New(size int, origin func(string) []byte) (*Cache, error) {
	tiles, err := lru.New[string, []byte](size)
	return &Cache{tiles: tiles, origin: origin}, err
}

// Get returns a tile.
func (c *Cache) Get(key string) []byte {
	if t, ok := c.tiles.Get(key); ok {
		c.Hits.Add(1)
		return t
	}
	c.Misses.Add(1)
	t := c.origin(key)
	c.tiles.Add(key, t)
	return t
}
