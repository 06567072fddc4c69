// Package render draws one tile after the other.
package render

import (
	"encoding/binary"
	"hash/crc32"

	"example.com/mapforge/tiles/internal/surface"
)

// Renderer draws on surfaces of a pool.
type Renderer struct{ pool *surface.Pool }

// New returns a renderer.
func New(pool *surface.Pool) *Renderer { return &Renderer{pool: pool} }

// Tile draws a tile and returns its checksum.
func (r *Renderer) Tile(x, y, zoom int) uint32 {
	s := r.pool.New()
	for i := range s.Pixels {
		s.Pixels[i] = uint32(x*i ^ y<<zoom)
	}
	sum := crc32.NewIEEE()
	var word [4]byte
	for i := 0; i < len(s.Pixels); i += 64 {
		binary.LittleEndian.PutUint32(word[:], s.Pixels[i])
		sum.Write(word[:])
	}
	return sum.Sum32()
}
