module example.com/storefront/config

go 1.21
