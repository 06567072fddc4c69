// Package admin serves /healthz and /debug/pprof on a port of their own.
package admin

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

var (
	addr = flag.String("debug-addr", "127.0.0.1:6060", "address of the admin server")
	life = flag.Duration("for", 0, "end after this time; 0 waits for a signal")
)

// Run serves the admin port and calls the service, until a signal comes or the time is over.
func Run(service func(ctx context.Context) error) {
	flag.Parse()
	runtime.SetMutexProfileFraction(10)
	runtime.SetBlockProfileRate(int(10 * time.Microsecond))

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *life > 0 {
		limited, cancel := context.WithTimeout(ctx, *life)
		defer cancel()
		ctx = limited
	}

	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		slog.Error("admin port", "error", err)
		os.Exit(1)
	}
	slog.Info("admin server is up", "url", "http://"+listener.Addr().String())
	server := &http.Server{Handler: mux(), ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(listener)

	if err := service(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
		slog.Error("service ended", "error", err)
		os.Exit(1)
	}
	server.Close()
}

func mux() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	m.HandleFunc("/debug/pprof/", pprof.Index)
	m.HandleFunc("/debug/pprof/profile", pprof.Profile)
	m.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return m
}
