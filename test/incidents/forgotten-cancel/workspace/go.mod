module example.com/parcelpoint/routing

go 1.24
