module example.com/ledgerline/closing

go 1.22
