// Package message cuts a stream into messages.
package message

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// Message is the part of a mail that the index needs.
type Message struct {
	ID      uint64
	Subject []byte
}

var count uint64

// Read returns the next message.
func Read(r io.Reader) (Message, error) {
	var size [4]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return Message{}, err
	}
	raw := make([]byte, binary.BigEndian.Uint32(size[:]))
	if _, err := io.ReadFull(r, raw); err != nil {
		return Message{}, err
	}
	head, _, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok {
		return Message{}, errors.New("message without a body")
	}
	count++
	return Message{ID: count, Subject: bytes.TrimPrefix(head, []byte("Subject: "))}, nil
}
