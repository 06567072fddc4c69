// Iterates over the events of a trace with Go's own reader, and only counts them.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"golang.org/x/exp/trace"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	reader, err := trace.NewReader(bufio.NewReaderSize(file, 1<<20))
	if err != nil {
		panic(err)
	}
	count := 0
	for {
		if _, err := reader.ReadEvent(); err == io.EOF {
			break
		} else if err != nil {
			panic(err)
		}
		count++
	}
	fmt.Println(count)
}
