// Command brokerd is a broker in trouble: it takes connections and never answers.
package main

import (
	"io"
	"log"
	"net"
	"os"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("brokerd listens on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go io.Copy(io.Discard, conn)
	}
}
