module example.com/homelink/bridge

go 1.24
