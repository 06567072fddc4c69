// Parses a profile as Go's own tools do, and does nothing with it.
package main

import (
	"fmt"
	"os"

	"github.com/google/pprof/profile"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	p, err := profile.ParseData(data)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(p.Sample))
}
