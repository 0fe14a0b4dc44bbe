import { describe, expect, it } from 'vitest';
import { stringFormat } from './string-format.js';

const right: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '2026-01-31T12:00:00Z',
    '2024-02-29t23:59:60z',
    '2016-12-31T15:59:60-08:00',
    '2026-01-01T00:00:00.123456789+23:59',
    '0000-01-01T00:00:00Z',
  ],
  date: ['2026-01-31', '2024-02-29', '2000-02-29'],
  'idn-email': ['a@b', 'first.last+tag@sub.acme.example', 'ü@exämple.test', '"a b"@acme.example', 'a@[192.0.2.1]'],
  'iri-reference': [
    '',
    '#',
    'a',
    'https://acme.example/a?b=c#d',
    '//acme.example:80',
    '../a',
    'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#a',
    'http://[2001:db8::1]:80/',
    'http://exämple.test/ü',
    'mailto:a@b.example',
    '%41',
    'a/b:c',
    'git+https://user@git.example/a.git',
  ],
  uri: ['https://acme.example', 'urn:a:b', 'a:'],
};

const wrong: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '2026-01-31T12:00:60Z',
    '2026-01-31T12:00Z',
    '2026-01-31T12:00:00.Z',
    '2026-01-31T12:00:00+24:00',
    '2026-1-31T12:00:00Z',
    '2026-01-31T12:00:00Z\n',
    '12026-01-31T12:00:00Z',
  ],
  date: ['', '2026-00-01', '2026-13-01', '2026-04-31', '1900-02-29', '2026-01-01Z', '26-01-01'],
  'idn-email': [
    '',
    'a',
    '@b',
    'a@',
    'a b@c',
    'a@b c',
    'a..b@c',
    '.a@b',
    'a@-b',
    'a@b-',
    'a@b..c',
    'a@b\n',
    '"a@b',
    'a@[x y]',
  ],
  'iri-reference': [
    ' ',
    'a b',
    'git@git.example:a/b',
    '1a:b',
    ':a',
    '%',
    '%4',
    '%zz',
    'a#b#c',
    '[',
    'a[b]',
    'http://[::1',
    'http://a:b/',
    'http://a b/',
    '<a>',
    'a"b',
    'a\\b',
    'a^b',
    'a`b',
    '{a}',
    'a|b',
    'a\nb',
    'a\u0000b',
    '\ufffe',
  ],
  uri: ['', 'a', '//a', ':a', '#a'],
};

describe.each(Object.keys(right))('%s', (name) => {
  it.each(right[name]!)('%j has it', (text) => {
    expect(stringFormat(name).matches(text)).toBe(true);
  });

  it.each(wrong[name]!)('%j does not', (text) => {
    expect(stringFormat(name).matches(text)).toBe(false);
  });
});

it('a format that is not known is an error of the program', () => {
  expect(() => stringFormat('regex')).toThrow(TypeError);
});

it('long texts take linear time', () => {
  for (const name of Object.keys(right)) {
    for (const piece of ['a', '.', '%41', ':', '@', 'a.', '-', '[', '0'])
      stringFormat(name).matches(piece.repeat(300_000));
  }
});
