import { describe, expect, test } from 'vitest';
import { parseCheckpoint } from './checkpoint.js';

const root = Buffer.alloc(32, 1).toString('base64');
const line = `\u2014 log.example ${Buffer.alloc(5, 2).toString('base64')}\n`;
const note = (...body: readonly string[]) => `${body.join('\n')}\n\n${line}`;
const isRead = (text: string) => parseCheckpoint(text) !== null;

describe('checkpoints', () => {
  test('are read where every byte is in its place', () => {
    const read = parseCheckpoint(note('log.example', '12', root, 'more'));
    expect(read).toMatchObject({ origin: 'log.example', size: 12n });
    expect(read?.signatures.map(({ name, keyId, signature }) => [name, keyId.length, signature.length])).toEqual([
      ['log.example', 4, 1],
    ]);
  });

  test.each([
    ['without an end of line', note('log.example', '12', root).slice(0, -1)],
    ['without an empty line', `log.example\n12\n${root}\n${line}`],
    ['with nothing but an empty line', '\n\n'],
    ['that begins with an empty line', `\n\n${line}`],
    ['with a second empty line', `${note('log.example', '12', root)}\n${line}`],
    ['with an empty line at its end', `${note('log.example', '12', root)}\n`],
    ['with a third end of line', `log.example\n12\n${root}\n\n\n${line}`],
    ['without an origin', note('', '12', root)],
    ['without a size', note('log.example', '', root)],
    ['with a size that is no number', note('log.example', '-1', root)],
    ['with a padded size', note('log.example', '012', root)],
    ['without a root hash', note('log.example', '12')],
    ['with a root hash that is no base64', note('log.example', '12', `${root}*`)],
    ['with a short root hash', note('log.example', '12', Buffer.alloc(31).toString('base64'))],
    ['with a long root hash', note('log.example', '12', Buffer.alloc(33).toString('base64'))],
    ['with a NUL', note('log.example', '12', root, 'a\0b')],
    ['with a carriage return', note('log.example', '12', root, 'a\r')],
    ['with a tab', note('log.example', '12', root, 'a\tb')],
    ['with a unit separator', note('log.example', '12', root, 'a\u001fb')],
    ['with a DEL', note('log.example', '12', root, 'a\u007fb')],
    ['with a signature of another dash', note('log.example', '12', root).replace('\u2014', '-')],
    ['with a line that is no signature', `${note('log.example', '12', root)}hello\n`],
    ['with a signature that goes on', note('log.example', '12', root).replace(/\n$/, ' more\n')],
    ['with a signature without a name', note('log.example', '12', root).replace('\u2014 log.example', '\u2014 ')],
    ['with a plus in a name', note('log.example', '12', root).replace('\u2014 log', '\u2014 l+g')],
    ['with a signature of a key id alone', note('log.example', '12', root).replace(/\S+\n$/, 'AgICAg==\n')],
    ['with a signature that is no base64', note('log.example', '12', root).replace(/\S+\n$/, '?\n')],
  ])('are not read %s', (_, text) => {
    expect(isRead(text)).toBe(false);
  });

  test('have limits: 64 KiB, and 100 signatures', () => {
    const whole = note('log.example', '12', root, 'x');
    const padded = (length: number) => whole.replace('x', 'x'.repeat(1 + length - whole.length));
    expect(isRead(padded(64 * 1024))).toBe(true);
    expect(isRead(padded(64 * 1024 + 1))).toBe(false);
    const signedBy = (count: number) => note('log.example', '12', root) + line.repeat(count - 1);
    expect(isRead(signedBy(100))).toBe(true);
    expect(isRead(signedBy(101))).toBe(false);
  });
});
