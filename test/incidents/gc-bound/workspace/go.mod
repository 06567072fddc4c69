module example.com/lexidrill/suggest

go 1.24
