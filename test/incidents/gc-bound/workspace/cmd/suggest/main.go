// Command suggest completes words while people type.
package main

import (
	"example.com/lexidrill/suggest/internal/keyboard"
	"example.com/lexidrill/suggest/internal/ops"
	"example.com/lexidrill/suggest/internal/suggest"
	"example.com/lexidrill/suggest/internal/trie"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	dictionary := trie.Build(trie.Words(60000))
	keyboard.Type(ctx, suggest.New(dictionary), 2)
}
