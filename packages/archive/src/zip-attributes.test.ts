import { describe, expect, test } from 'vitest';
import { zipKind } from './zip-attributes.js';

const unix = 3 << 8;
const fat = 0;
/** External attributes of a Unix mode and of DOS bits. */
const of = (mode: number, dos = 0) => ((mode << 16) | dos) >>> 0;

describe('the kind of an entry', () => {
  test.each([
    ['a', unix, of(0o100644), { type: 'file', mode: 0o644 }],
    ['a', unix, of(0o104755), { type: 'file', mode: 0o4755 }],
    ['a', unix, of(0), { type: 'file', mode: 0 }],
    ['a', unix, of(0o600), { type: 'file', mode: 0o600 }],
    ['a/', unix, of(0o040700, 0x10), { type: 'directory', mode: 0o700 }],
    ['a/', unix, of(0), { type: 'directory', mode: 0 }],
    ['a', unix, of(0o120777), { type: 'symlink', mode: 0o777 }],
    ['a', fat, of(0), { type: 'file', mode: 0o644 }],
    ['a', fat, of(0, 0x27), { type: 'file', mode: 0o644 }],
    ['a', fat, of(0o100600), { type: 'file', mode: 0o600 }],
    ['a/', fat, of(0, 0x10), { type: 'directory', mode: 0o755 }],
    ['a/', fat, of(0), { type: 'directory', mode: 0o755 }],
    ['a/', fat, of(0o040700), { type: 'directory', mode: 0o700 }],
  ])('%j by %i with %i', (path, madeBy, external, kind) => {
    expect(zipKind(path, madeBy, external)).toEqual(kind);
  });

  test.each([
    ['a/', unix, of(0o100644), 'entry-folder-file'],
    ['a/', unix, of(0o120777), 'entry-folder-file'],
    ['a', unix, of(0o040755), 'zip-attributes'],
    ['a', unix, of(0, 0x10), 'zip-attributes'],
    ['a', fat, of(0, 0x10), 'zip-attributes'],
    ['a', unix, of(0o100644, 0x08), 'zip-attributes'],
    ['a', unix, of(0o100644, 0x40), 'zip-attributes'],
    ['a', unix, of(0o100644, 0x400), 'zip-attributes'],
    ['a/', fat, of(0, 0x18), 'zip-attributes'],
    ['a', fat, of(0o120777), 'zip-attributes'],
    ['a/', fat, of(0o120777), 'entry-folder-file'],
    ['a', unix, of(0o010644), 'entry-device'],
    ['a', unix, of(0o020644), 'entry-device'],
    ['a', fat, of(0o060644), 'entry-device'],
    ['a/', unix, of(0o140644), 'entry-device'],
  ])('%j by %i with %i is refused', (path, madeBy, external, code) => {
    expect(zipKind(path, madeBy, external)).toBe(code);
  });

  test('is known of the systems that write a Unix mode, or may', () => {
    const known = Array.from({ length: 256 }, (_, system) => system).filter(
      (system) => zipKind('a', (system << 8) | 0x2d, 0) !== 'zip-attributes',
    );
    expect(known).toEqual([0, 3, 7, 10, 11, 14, 19]);
    for (const system of known) {
      const isUnix = system === 3 || system === 19;
      expect(zipKind('a', system << 8, of(0o120777))).toEqual(
        isUnix ? { type: 'symlink', mode: 0o777 } : 'zip-attributes',
      );
    }
  });
});
