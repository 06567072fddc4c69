module example.com/snapalbum/thumbs

go 1.23
