// Command authz decides who may do what.
package main

import (
	"example.com/policymesh/authz/internal/debugz"
	"example.com/policymesh/authz/internal/decision"
	"example.com/policymesh/authz/internal/gate"
	"example.com/policymesh/authz/internal/policy"
)

func main() {
	debugz.Open()
	gate.Ask(decision.NewPoint(policy.Load()), 500)
}
