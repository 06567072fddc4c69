// Command indexer keeps the subjects of incoming mail for the search.
package main

import (
	"log"

	"example.com/mailbox/indexer/internal/debugz"
	"example.com/mailbox/indexer/internal/inbox"
	"example.com/mailbox/indexer/internal/index"
	"example.com/mailbox/indexer/internal/message"
)

func main() {
	debugz.Open()
	idx := index.New()
	mail, err := inbox.Open(1500)
	if err != nil {
		log.Fatal(err)
	}
	for {
		m, err := message.Read(mail)
		if err != nil {
			log.Fatal(err)
		}
		idx.Add(m.ID, m.Subject)
	}
}
