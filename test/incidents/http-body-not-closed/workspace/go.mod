module example.com/paywire/webhooks

go 1.22
