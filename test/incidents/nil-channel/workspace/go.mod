module example.com/chatterbox/gateway

go 1.23
