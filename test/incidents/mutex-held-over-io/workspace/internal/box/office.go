// Package box is the box office, a slow neighbour over HTTP.
package box

import (
	"encoding/json"
	"net"
	"net/http"
	"time"
)

// Office sells seats.
type Office struct{ listener net.Listener }

// Open starts the office on loopback.
func Open() (*Office, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &Office{listener: l}
	go http.Serve(l, http.HandlerFunc(o.sold))
	return o, nil
}

// URL is where the office answers.
func (o *Office) URL() string { return "http://" + o.listener.Addr().String() + "/sold" }

func (o *Office) sold(w http.ResponseWriter, r *http.Request) {
	time.Sleep(9 * time.Millisecond)
	row := int(r.FormValue("row")[0])
	json.NewEncoder(w).Encode([]int{row % 7, row % 11, row % 13})
}
