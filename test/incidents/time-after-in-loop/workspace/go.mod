module example.com/tickplant/quotes

go 1.22
