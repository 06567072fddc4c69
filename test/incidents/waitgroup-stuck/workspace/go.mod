module example.com/ledgerline/imports

go 1.24
