module example.com/flagship/flags

go 1.24
