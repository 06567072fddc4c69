// Package faculty asks for new plans all day.
package faculty

import (
	"fmt"
	"log"
	"time"

	"example.com/campusmap/timetable/internal/planner"
)

// Request asks for perSecond plans a second and never returns.
func Request(p *planner.Planner, perSecond int) {
	booked := 0
	for n := range time.Tick(time.Second / time.Duration(perSecond)) {
		seed := n.Nanosecond() >> 16
		lectures := make([]planner.Lecture, 1800)
		for i := range lectures {
			lectures[i] = planner.Lecture{
				Name: fmt.Sprintf("lecture %d", i), Hour: (i*seed + i) % 40, Seats: 20 + (i*37)%250, Teacher: i % 150,
				Groups: [4]int{i % 300, 300 + i%270, 600 + i%310, 1000 + i},
			}
		}
		booked += len(p.Plan(lectures))
		if booked < 0 {
			log.Print("too many bookings")
		}
	}
}
