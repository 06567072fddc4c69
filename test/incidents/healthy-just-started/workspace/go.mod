module example.com/cityguide/search

go 1.24
