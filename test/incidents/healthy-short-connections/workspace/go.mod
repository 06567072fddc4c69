module example.com/parkmeter/tickets

go 1.22
