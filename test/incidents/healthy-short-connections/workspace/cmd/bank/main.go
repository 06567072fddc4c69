// Command bank plays the bank.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("bank listens on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		fmt.Fprintln(w, "paid")
	})}
	s.SetKeepAlivesEnabled(false)
	log.Fatal(s.Serve(l))
}
