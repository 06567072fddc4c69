// Package debugz opens the profiling endpoints.
package debugz

import (
	"flag"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"time"
)

var (
	addr = flag.String("debug-addr", "127.0.0.1:6060", "address of the profiling endpoints")
	life = flag.Duration("for", 0, "exit after this time; 0 means never")
)

// Open parses the flags and serves the profiles; with -for it also ends the process in time.
func Open() {
	flag.Parse()
	if *life > 0 {
		time.AfterFunc(*life, func() { os.Exit(0) })
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatalf("debugz: %v", err)
	}
	log.Printf("debugz: http://%s/debug/pprof/", listener.Addr())
	go func() {
		log.Println(http.Serve(listener, http.DefaultServeMux))
	}()
}
