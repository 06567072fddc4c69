module example.com/soundbooth/mixer

go 1.24
