module example.com/liveboard/scores

go 1.21
