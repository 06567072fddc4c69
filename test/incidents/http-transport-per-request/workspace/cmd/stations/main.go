// Command stations plays the weather stations.
package main

import (
	"encoding/json"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("stations listen on %s", l.Addr())
	time.AfterFunc(30*time.Second, func() { os.Exit(0) })
	http.HandleFunc("/measure", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]float64{"celsius": 10 + rand.Float64()*5, "hPa": 990 + rand.Float64()*30})
	})
	log.Fatal(http.Serve(l, nil))
}
