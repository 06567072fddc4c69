module example.org/litedb

go 1.20
