module example.com/weatherhub/gateway

go 1.24
