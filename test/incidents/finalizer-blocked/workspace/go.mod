module example.com/mapforge/tiles

go 1.24
