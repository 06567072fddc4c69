// Package questions knows what is asked.
package questions

import "fmt"

// Question has one right answer.
type Question struct {
	Text  string
	Right int
}

// Pool returns all questions.
func Pool() []Question {
	pool := make([]Question, 60)
	for i := range pool {
		pool[i] = Question{Text: fmt.Sprintf("What is %d times %d?", i, i+1), Right: i * (i + 1)}
	}
	return pool
}
