module example.com/nightshift/exports

go 1.23
