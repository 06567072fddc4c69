// Package planner finds a room for each lecture.
package planner

// Lecture wants a room at an hour.
type Lecture struct {
	Name    string
	Hour    int
	Seats   int
	Groups  [4]int
	Teacher int
}

// Booking is a lecture with its room.
type Booking struct {
	Lecture Lecture
	Room    int
}

// Planner knows the rooms' seats.
type Planner struct{ seats []int }

// New returns a planner with n rooms.
func New(n int) *Planner {
	p := &Planner{seats: make([]int, n)}
	for i := range p.seats {
		p.seats[i] = 20 + i*5
	}
	return p
}

// Plan books as many lectures as it can.
func (p *Planner) Plan(lectures []Lecture) []Booking {
	plan := make([]Booking, 0, len(lectures))
	for _, l := range lectures {
		for room, seats := range p.seats {
			if seats >= l.Seats && free(plan, l, room) {
				plan = append(plan, Booking{Lecture: l, Room: room})
				break
			}
		}
	}
	return plan
}
