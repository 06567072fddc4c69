module example.com/mailbox/indexer

go 1.20
