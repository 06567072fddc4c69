// Does a chosen folder tell which recorded folder it is?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitFolder } from '../../src/editor/sources/fit-folder.ts';

const holding =
  (...paths: string[]) =>
  async (path: string): Promise<boolean> =>
    paths.includes(path);

test('the longest end of the path that is there tells it', async () => {
  const files = ['/app/internal/cart/cart.go'];
  assert.equal(await fitFolder(files, holding('internal/cart/cart.go', 'cart.go')), '/app');
  assert.equal(await fitFolder(files, holding('cart.go')), '/app/internal/cart');
  assert.equal(await fitFolder(files, holding('app/internal/cart/cart.go')), undefined);
});

test('most files win over one that fits by chance', async () => {
  const files = ['/app/a/x.go', '/app/b/y.go', '/app/c/main.go'];
  assert.equal(await fitFolder(files, holding('a/x.go', 'b/y.go', 'main.go')), '/app');
});

test('paths of Windows and trimmed paths are split alike', async () => {
  const exists = holding('internal/cart/cart.go');
  assert.equal(await fitFolder(['C:\\work\\shop\\internal\\cart\\cart.go'], exists), 'C:\\work\\shop');
  assert.equal(await fitFolder(['acme.io/shop/internal/cart/cart.go'], exists), 'acme.io/shop');
});

test('nothing is asked for that is no plain path, and nothing that is not there fits', async () => {
  const asked: string[] = [];
  const never = async (path: string): Promise<boolean> => {
    asked.push(path);
    return false;
  };
  assert.equal(
    await fitFolder(['/app/../../etc/passwd', '/a//b.go', '/x/c:d/e.go', 'main.go'], never),
    undefined,
  );
  for (const path of asked) assert.doesNotMatch(path, /\.\.|:|^\/|\/\//);
});
