module example.com/greenshop/catalogue

go 1.24
