// Package surface hands out memory to draw on.
package surface

import "runtime"

const side = 96

// Surface is a square of pixels. It goes back by itself when nobody uses it any longer.
type Surface struct {
	Pixels []uint32
	id     int
}

// Pool counts the surfaces that came back.
type Pool struct {
	back chan int
	next int
}

// NewPool returns a pool that can be told of size surfaces before somebody reads.
func NewPool(size int) *Pool { return &Pool{back: make(chan int, size)} }

// New returns an empty surface.
func (p *Pool) New() *Surface {
	p.next++
	s := &Surface{Pixels: make([]uint32, side*side), id: p.next}
	runtime.SetFinalizer(s, p.takeBack)
	return s
}

func (p *Pool) takeBack(s *Surface) {
	p.back <- s.id
}
