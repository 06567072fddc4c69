module example.com/clipvault/backup

go 1.24
