package collector

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"
)

type measurement struct {
	Celsius float64 `json:"celsius"`
	HPa     float64 `json:"hPa"`
}

// measure asks one station; its firmware needs short dial time-outs and no compression.
func measure(ctx context.Context, addr string, station int) (measurement, error) {
	client := &http.Client{
		Timeout: 3 * time.Second,
		Transport: &http.Transport{
			DialContext:        (&net.Dialer{Timeout: 500 * time.Millisecond}).DialContext,
			DisableCompression: true,
		},
	}
	var m measurement
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://%s/measure?station=%d", addr, station), nil)
	if err != nil {
		return m, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return m, err
	}
	defer resp.Body.Close()
	return m, json.NewDecoder(resp.Body).Decode(&m)
}
