module example.com/campusmap/timetable

go 1.22
