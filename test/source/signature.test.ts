import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureAt } from '../../src/source/signature.ts';

const TEXT = `package pipe

func Run(name string, fn func()) {
	go fn()
}

func From[T any](values []T) <-chan T {
	out := make(chan T)
	for _, v := range values {
		go func() {
			out <- v
		}()
	}
	return out
}

func (p *Pool) Go(in <-chan int) error {
	return p.take(in)
}
`;

test('a signature tells whether a function is handed one', () => {
  assert.equal(signatureAt(TEXT, 'app/pipe.Run', 4)?.takesFunction, true);
  assert.equal(signatureAt(TEXT, 'app/pipe.(*Pool).Go', 18)?.takesFunction, false);
});

test('and whether its caller gets a channel', () => {
  assert.equal(signatureAt(TEXT, 'app/pipe.From[...]', 10)?.returnsChannel, true);
  assert.equal(signatureAt(TEXT, 'app/pipe.(*Pool).Go', 18)?.returnsChannel, false);
});

test('a line in a loop is told from one outside', () => {
  assert.equal(signatureAt(TEXT, 'app/pipe.From[...].func1', 11)?.inLoop, true);
  assert.equal(signatureAt(TEXT, 'app/pipe.From[...]', 8)?.inLoop, false);
});

test('a function that is not in the text has none', () =>
  assert.equal(signatureAt(TEXT, 'app/pipe.Gone', 99), undefined));
