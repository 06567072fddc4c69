module example.com/gridpulse/aggregator

go 1.24
