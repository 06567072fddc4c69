module example.com/tradewind/orders

go 1.24
