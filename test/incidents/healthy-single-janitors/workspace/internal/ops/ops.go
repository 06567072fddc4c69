// Package ops is the operators' side of the service: debug endpoints and the process's life.
package ops

import (
	"context"
	"flag"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// Start reads the flags, opens the debug endpoints and returns the context of the process.
func Start() (context.Context, context.CancelFunc) {
	addr := flag.String("debug-addr", "127.0.0.1:6060", "address of the debug endpoints")
	life := flag.Duration("for", 0, "stop after this time; 0 means: on a signal")
	flag.Parse()

	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("debug endpoints on http://%s/debug/pprof/", listener.Addr())
	go http.Serve(listener, nil)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	if *life > 0 {
		time.AfterFunc(*life, stop)
	}
	return ctx, stop
}
