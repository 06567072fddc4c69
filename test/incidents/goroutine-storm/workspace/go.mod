module example.com/pixelmart/stock

go 1.24
