module example.com/bookbarn/catalogue

go 1.24

replace example.org/litedb => ./third_party/litedb

require example.org/litedb v0.3.1
