// Package origin makes tiles.
package origin

import "fmt"

// Size of a tile in bytes.
const Size = 16 << 10

// Tile returns the tile of a key.
func Tile(key string) []byte {
	tile := make([]byte, Size)
	copy(tile, fmt.Sprintf("tile %s", key))
	return tile
}
