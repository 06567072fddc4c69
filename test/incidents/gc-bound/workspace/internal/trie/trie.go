// Package trie finds words by their beginnings.
package trie

// Node is one letter of a word.
type Node struct {
	next map[byte]*Node
	word *string
}

// Build returns the trie of all words.
func Build(words []string) *Node {
	root := &Node{}
	for _, w := range words {
		n := root
		for i := range len(w) {
			child, ok := n.next[w[i]]
			if !ok {
				child = &Node{}
				if n.next == nil {
					n.next = make(map[byte]*Node)
				}
				n.next[w[i]] = child
			}
			n = child
		}
		n.word = &w
	}
	return root
}

// Walk calls visit for the words below a beginning until visit returns false.
func (n *Node) Walk(beginning string, visit func(word string) bool) {
	for i := range len(beginning) {
		if n = n.next[beginning[i]]; n == nil {
			return
		}
	}
	n.walk(visit)
}

func (n *Node) walk(visit func(string) bool) bool {
	if n.word != nil && !visit(*n.word) {
		return false
	}
	for _, child := range n.next {
		if !child.walk(visit) {
			return false
		}
	}
	return true
}
