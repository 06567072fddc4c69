// Package session reads sessions from Redis.
package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Config says where the sessions lie.
type Config struct{ Addr string }

// Store reads sessions.
type Store struct{ config Config }

// NewStore returns a store.
func NewStore(c Config) *Store { return &Store{config: c} }

// User returns who a token belongs to.
func (s *Store) User(ctx context.Context, token string) (string, error) {
	client := redis.NewClient(&redis.Options{
		Addr:         s.config.Addr,
		DialTimeout:  time.Second,
		ReadTimeout:  time.Second,
		WriteTimeout: time.Second,
	})
	value, err := client.Get(ctx, "session:"+token).Result()
	if err != nil {
		return "", fmt.Errorf("session %s: %w", token, err)
	}
	user, _, _ := strings.Cut(value, "-")
	return user, nil
}
