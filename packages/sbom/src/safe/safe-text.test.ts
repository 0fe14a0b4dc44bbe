import { expect, it } from 'vitest';
import { safePath, safeSentence, safeText, safeUrl } from './safe-text.js';

const secret = 'hunter2';

it.each([
  `https://u:${secret}@host.example/a`,
  `see https://${secret}@host.example/a, or "https://u:${secret}@host.example/b"`,
  `https://a.example,https://u:${secret}@host.example/`,
  `pkg:npm/a@https%3A%2F%2Fu%3A${secret}%40host.example%2Fa.tgz`,
  `pkg:npm/a@https%3a%2f%2fu%3a${secret}%40host.example`,
  `(git+ssh://u:${secret}@host.example:o/a.git)`,
  `https://host.example/a.tgz?token=${secret}&x=1`,
  `https://host.example/a.tgz#access_token=${secret}`,
  `pkg:npm/a@https:%2F%2Fhost.example%2Fa.tgz%3Ftoken%3D${secret}`,
  `u:${secret}@host.example:o/r.git`,
])('a text goes out without the secret in %s', (text) => {
  expect(safeText(text)).not.toContain(secret);
});

it.each(['Ann <ann@mail.example>', 'git@host.example:o/r.git', 'pkg:npm/%40scope/a@1.0.0', '@scope/a', 'a = b'])(
  'leaves %s as it is',
  (text) => {
    expect(safeText(text)).toBe(text);
  },
);

it('replaces halves of surrogate pairs, which no JSON text and no XML text holds', () => {
  expect(safeText('a\ud800b')).toBe('a\ufffdb');
});

it.each([
  ['Read from /home/ann/shop/package-lock.json.', 'Read from …/package-lock.json.'],
  ['"/Users/ann/shop/a" is one', '"…/a" is one'],
  ['file:///home/ann/a', 'file://…/a'],
  ['C:\\Users\\ann\\a', '…/a'],
  ['and/or', 'and/or'],
  ['https://host.example/a/b', 'https://host.example/a/b'],
])('a sentence of the run keeps the last name of a path: %s', (text, told) => {
  expect(safeSentence(text)).toBe(told);
});

it.each([
  ['https://host.example/a b', 'https://host.example/a%20b'],
  ['https://host.example/a[1]|b^', 'https://host.example/a%5B1%5D%7Cb%5E'],
  ['https://host.example/100%', 'https://host.example/100%25'],
  ['https://host.example/#a#b', 'https://host.example/#a%23b'],
  ['https://[2001:db8::1]/a', 'https://[2001:db8::1]/a'],
  ['git+https://host.example/o/r.git', 'git+https://host.example/o/r.git'],
  [`https://u:${secret}@host.example/`, 'https://host.example/'],
])('a reference holds %s as %s', (text, url) => {
  expect(safeUrl(text)).toBe(url);
});

it.each(['file:///home/ann', 'javascript:alert(1)', 'data:text/html,a', 'C:\\a', '/a/b', 'a', '', 'https://'])(
  'no reference holds %s',
  (text) => {
    expect(safeUrl(text)).toBeNull();
  },
);

it('no reference holds a URL of more than 4,096 characters', () => {
  expect(safeUrl(`https://host.example/${'a'.repeat(4096)}`)).toBeNull();
});

it.each([
  ['packages/a', 'packages/a'],
  ['./packages//a/', 'packages/a'],
  ['packages\\a', 'packages/a'],
  ['.', '.'],
])('the path %s is %s', (path, safe) => {
  expect(safePath(path)).toBe(safe);
});

it.each(['/home/ann/a', '../a', 'a/../../b', 'C:/a', '~/a', '', 'https://host.example/a'])(
  '%s is no path of the project',
  (path) => {
    expect(safePath(path)).toBeNull();
  },
);

it('takes time in proportion to the text, also where it tries to look like URLs and paths', () => {
  for (const piece of ['://', '//', '@', '/a', '../', '../..', '%3A%2F%2Fa%40', '?a=']) {
    expect(safeSentence(piece.repeat(50_000)).length).toBeGreaterThan(0);
  }
});

it('takes credentials out of URLs without a scheme', () => {
  expect(safeText('see //user:hunter2@host.example/x')).toBe('see //host.example/x');
  expect(safeText('a//b@1.0.0')).toBe('a//b@1.0.0');
});

it('a sentence keeps only the last name of a path that climbs out of the project', () => {
  expect(safeSentence('It links to "../../home/ada/l", which')).toBe('It links to "…/l", which');
  expect(safeSentence('It links to "..\\..\\Users\\ada\\l".')).toBe('It links to "…/l".');
  expect(safeSentence('It links to "packages/l".')).toBe('It links to "packages/l".');
});
