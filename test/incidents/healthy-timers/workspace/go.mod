module example.com/dispatchly/couriers

go 1.24
