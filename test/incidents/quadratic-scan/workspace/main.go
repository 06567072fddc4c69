// Command timetable plans lectures into rooms.
package main

import (
	"example.com/campusmap/timetable/internal/debugz"
	"example.com/campusmap/timetable/internal/faculty"
	"example.com/campusmap/timetable/internal/planner"
)

func main() {
	debugz.Open()
	faculty.Request(planner.New(60), 25)
}
