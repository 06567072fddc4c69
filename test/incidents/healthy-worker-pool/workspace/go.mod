module example.com/inkwell/printing

go 1.23
