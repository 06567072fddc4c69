// Command merchants plays the shops that receive web hooks.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("merchants listen on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	log.Fatal(http.Serve(l, http.HandlerFunc(receive)))
}

func receive(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "text/plain")
	fmt.Fprintf(w, "accepted\n%s", strings.Repeat("thank you ", 30))
}
