// Package bank pays.
package bank

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Client pays at one bank.
type Client struct {
	url  string
	http *http.Client
}

// NewClient returns a client.
func NewClient(addr string) *Client {
	return &Client{url: "http://" + addr + "/pay", http: &http.Client{Timeout: 2 * time.Second}}
}

// Pay books an amount and returns the bank's receipt.
func (c *Client) Pay(plate string, cents int) (string, error) {
	resp, err := c.http.Post(c.url, "text/plain", strings.NewReader(fmt.Sprintf("%s %d", plate, cents)))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	receipt, err := io.ReadAll(resp.Body)
	return string(receipt), err
}
