// Command memstore speaks enough of the Redis protocol for a session store.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("memstore listens on %s", l.Addr())
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
	r := bufio.NewReader(conn)
	for {
		args, err := command(r)
		if err != nil {
			return
		}
		switch strings.ToUpper(args[0]) {
		case "GET":
			fmt.Fprintf(conn, "$6\r\nanna-1\r\n")
		case "HELLO":
			fmt.Fprintf(conn, "-ERR unknown command 'HELLO'\r\n")
		default:
			fmt.Fprintf(conn, "+OK\r\n")
		}
	}
}

// command reads an array of bulk strings.
func command(r *bufio.Reader) ([]string, error) {
	n, err := length(r)
	if err != nil || n < 1 {
		return nil, fmt.Errorf("no command: %w", err)
	}
	args := make([]string, n)
	for i := range args {
		size, err := length(r)
		if err != nil {
			return nil, err
		}
		b := make([]byte, size+2)
		for read := 0; read < len(b); {
			m, err := r.Read(b[read:])
			if err != nil {
				return nil, err
			}
			read += m
		}
		args[i] = string(b[:size])
	}
	return args, nil
}

func length(r *bufio.Reader) (int, error) {
	line, err := r.ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(line[1:]))
}
