module example.com/kitchenline/displays

go 1.23
