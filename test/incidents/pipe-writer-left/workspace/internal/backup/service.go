// Package backup compresses files and stores them.
package backup

import (
	"fmt"
	"io"

	"example.com/clipvault/backup/internal/vault"
)

// Service stores into one vault.
type Service struct{ vault *vault.Vault }

// NewService returns a service.
func NewService(v *vault.Vault) *Service { return &Service{vault: v} }

// Store reads src to its end and puts it into the vault.
func (s *Service) Store(name string, src io.Reader) error {
	packed, w := io.Pipe()
	go func() {
		if err := pack(w, src); err != nil {
			w.CloseWithError(err)
			return
		}
		w.Close()
	}()
	if err := s.vault.Put(name, packed); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// pack writes runs of equal bytes as a byte and its count.
func pack(w io.Writer, src io.Reader) error {
	block := make([]byte, 4096)
	for {
		n, err := src.Read(block)
		if n > 0 {
			if _, werr := w.Write(runs(block[:n])); werr != nil {
				return werr
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func runs(p []byte) []byte {
	out := make([]byte, 0, len(p)/2)
	for i := 0; i < len(p); {
		j := i
		for j < len(p) && p[j] == p[i] && j-i < 255 {
			j++
		}
		out = append(out, p[i], byte(j-i))
		i = j
	}
	return out
}
