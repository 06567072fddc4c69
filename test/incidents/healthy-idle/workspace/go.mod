module example.com/gardenhub/sprinkler

go 1.21
