module example.com/travelmesh/offers

go 1.24
