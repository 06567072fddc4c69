// Package books reads books.
package books

import (
	"context"
	"database/sql"
	"time"
)

// Repository reads from one database.
type Repository struct{ db *sql.DB }

// NewRepository returns a repository.
func NewRepository(db *sql.DB) *Repository { return &Repository{db: db} }

// Titles of an author.
func (r *Repository) Titles(ctx context.Context, author int) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	rows, err := r.db.QueryContext(ctx, "select id, title from books where author = ?", author)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var titles []string
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return nil, err
		}
		titles = append(titles, title)
	}
	return titles, rows.Err()
}
