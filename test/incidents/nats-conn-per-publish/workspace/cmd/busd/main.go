// Command busd speaks enough of the NATS protocol for a publisher.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("busd listens on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	fmt.Fprintf(conn, "INFO {\"server_id\":\"busd\",\"version\":\"2.10.0\",\"proto\":1,\"max_payload\":1048576}\r\n")
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "PING") {
			fmt.Fprintf(conn, "PONG\r\n")
		}
	}
}
