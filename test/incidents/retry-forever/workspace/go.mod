module example.com/hookline/alerts

go 1.24
