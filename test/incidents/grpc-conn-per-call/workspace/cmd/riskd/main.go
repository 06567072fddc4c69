// Command riskd answers whether the risk service would let a payment pass.
package main

import (
	"log"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("riskd listens on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	server := grpc.NewServer()
	checks := health.NewServer()
	checks.SetServingStatus("cards", healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(server, checks)
	log.Fatal(server.Serve(l))
}
