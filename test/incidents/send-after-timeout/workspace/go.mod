module example.com/findit/search

go 1.23
