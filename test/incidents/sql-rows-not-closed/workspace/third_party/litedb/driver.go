// Package litedb is a small read-only database that lives in the process, with a driver for database/sql.
package litedb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strings"
	"time"
)

func init() { sql.Register("litedb", Driver{}) }

// Driver opens connections; the name is ignored.
type Driver struct{}

// Open returns a new connection.
func (Driver) Open(string) (driver.Conn, error) { return &conn{}, nil }

type conn struct{}

func (c *conn) Prepare(query string) (driver.Stmt, error) { return &stmt{query: query}, nil }
func (c *conn) Close() error                              { return nil }
func (c *conn) Begin() (driver.Tx, error)                 { return nil, errors.New("litedb: read only") }

type stmt struct{ query string }
func (s *stmt) Close() error  { return nil }
func (s *stmt) NumInput() int { return strings.Count(s.query, "?") }
func (s *stmt) Exec([]driver.Value) (driver.Result, error) {
	return nil, errors.New("litedb: read only")
}
func (s *stmt) Query(args []driver.Value) (driver.Rows, error) {
	time.Sleep(2 * time.Millisecond)
	return &rows{left: 5}, nil
}

func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	select {
	case <-time.After(2 * time.Millisecond):
		return &rows{left: 5}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type rows struct{ left int }

func (r *rows) Columns() []string { return []string{"id", "title"} }
func (r *rows) Close() error      { return nil }

func (r *rows) Next(dest []driver.Value) error {
	if r.left == 0 {
		return io.EOF
	}
	r.left--
	dest[0], dest[1] = int64(r.left), "The Book"
	return nil
}
