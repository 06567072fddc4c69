// Command catalogue answers which books there are, with few connections for many readers.
package main

import (
	"database/sql"
	"log"

	"example.com/bookbarn/catalogue/internal/books"
	"example.com/bookbarn/catalogue/internal/ops"
	"example.com/bookbarn/catalogue/internal/readers"

	_ "example.org/litedb"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	db, err := sql.Open("litedb", "books")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(12)
	db.SetMaxIdleConns(12)
	readers.Read(ctx, books.NewRepository(db), 60)
}
