// Command warehouse picks books for orders.
package main

import (
	"database/sql"
	"log"
	"time"

	"example.com/bookbarn/warehouse/internal/ops"
	"example.com/bookbarn/warehouse/internal/orders"
	"example.com/bookbarn/warehouse/internal/shelves"

	_ "example.org/litedb"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()

	db, err := sql.Open("litedb", "books")
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(100)
	db.SetMaxIdleConns(100)
	db.SetConnMaxIdleTime(time.Minute)

	go shelves.NewFinder(db).Patrol(ctx, 55)
	orders.NewDesk(db).Serve(ctx, 60)
}
