// Package thumbnail scales pictures down.
package thumbnail

import "context"

// Picture is what a phone sends: its size and a few grey values.
type Picture struct {
	Width, Height int
	Grey          []byte
}

// Album scales all pictures of an album.
func Album(ctx context.Context, pictures []Picture) []Picture {
	p := newPool(6)
	results := make(chan Picture, len(pictures))
	for _, picture := range pictures {
		p.submit(func() { results <- shrink(picture) })
	}
	small := make([]Picture, 0, len(pictures))
	for range pictures {
		select {
		case s := <-results:
			small = append(small, s)
		case <-ctx.Done():
			return small
		}
	}
	return small
}

func shrink(p Picture) Picture {
	small := Picture{Width: p.Width / 4, Height: p.Height / 4}
	for i := 0; i+3 < len(p.Grey); i += 4 {
		small.Grey = append(small.Grey, byte((int(p.Grey[i])+int(p.Grey[i+1])+int(p.Grey[i+2])+int(p.Grey[i+3]))/4))
	}
	return small
}
