// Package risk asks the risk service.
package risk

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// Client talks to one address.
type Client struct {
	target  string
	timeout time.Duration
}

// NewClient returns a client.
func NewClient(addr string) *Client {
	return &Client{target: "passthrough:///" + addr, timeout: 2 * time.Second}
}

// Allows tells whether payments of a means are open.
func (c *Client) Allows(ctx context.Context, means string) (bool, error) {
	conn, err := grpc.NewClient(c.target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return false, fmt.Errorf("risk: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	answer, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{Service: means})
	if err != nil {
		return false, fmt.Errorf("risk: %w", err)
	}
	return answer.Status == healthpb.HealthCheckResponse_SERVING, nil
}
