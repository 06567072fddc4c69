// Command rounds runs quiz rounds.
package main

import (
	"example.com/quizarena/rounds/internal/arena"
	"example.com/quizarena/rounds/internal/ops"
	"example.com/quizarena/rounds/internal/questions"
)

func main() {
	ctx, stop := ops.Start()
	defer stop()
	arena.New(questions.Pool()).Open(ctx, 220)
}
