package planner

// free reports whether neither the room nor the teacher nor a group of the lecture is taken at its hour.
func free(plan []Booking, l Lecture, room int) bool {
	for i := range plan {
		b := &plan[i]
		if b.Lecture.Hour != l.Hour {
			continue
		}
		if b.Room == room || b.Lecture.Teacher == l.Teacher || shared(&b.Lecture, &l) {
			return false
		}
	}
	return true
}

func shared(a, b *Lecture) bool {
	for _, g := range a.Groups {
		for _, h := range b.Groups {
			if g == h {
				return true
			}
		}
	}
	return false
}
