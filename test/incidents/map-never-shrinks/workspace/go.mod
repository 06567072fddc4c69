module example.com/adrelay/dedupe

go 1.24
