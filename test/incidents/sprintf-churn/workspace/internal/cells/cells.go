// Package cells knows where the grid cells lie.
package cells

// Cell is one square of the map.
type Cell struct {
	Region string
	Lat    [8]float64
	Lon    [8]float64
}

// Map is all cells.
type Map struct{ cells []Cell }

// Load returns a map of n cells.
func Load(n int) *Map {
	m := &Map{cells: make([]Cell, n)}
	regions := []string{"north", "east", "south", "west"}
	for i := range m.cells {
		m.cells[i].Region = regions[i%4]
	}
	return m
}

// Region of a cell.
func (m *Map) Region(cell int) string { return m.cells[cell%len(m.cells)].Region }
