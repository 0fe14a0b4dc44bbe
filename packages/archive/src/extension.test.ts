import { bytesOf } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { Extension } from './extension.js';

const header = { path: 'package/a', mode: 0o644, size: 1, type: 0x30, linkName: '', starTimes: false };
const pax = { beyondComment: true, vendor: false };

describe('what extension headers say', () => {
  test('is applied to the next entry, once', () => {
    const extension = new Extension();
    expect(extension.pending).toBe(false);
    expect(extension.addLong('name', bytesOf('package/b\0\0'))).toBeNull();
    expect(extension.pending).toBe(true);
    expect(extension.addLong('link', bytesOf('c'))).toBeNull();
    expect(extension.addPax({ ...pax, size: 1 })).toBeNull();
    expect(extension.apply(header)).toEqual({ ...header, path: 'package/b', linkName: 'c' });
    expect(extension.pending).toBe(false);
    expect(extension.apply(header)).toEqual(header);
  });

  test.each([
    ['a PAX header', (extension: Extension) => extension.addPax(pax)],
    ['a long name', (extension: Extension) => extension.addLong('name', bytesOf('a'))],
    ['a long link', (extension: Extension) => extension.addLong('link', bytesOf('a'))],
  ])('waits for an entry, and does not come twice: %s', (_, add) => {
    const extension = new Extension();
    expect(add(extension)).toBeNull();
    expect(extension.pending).toBe(true);
    expect(add(extension)).toBe('extension-conflict');
  });

  test('may be said twice in the same words, and not in others', () => {
    const said = (path: string, link: string) => {
      const extension = new Extension();
      extension.addPax({ ...pax, path: 'b', linkPath: 'c' });
      extension.addLong('name', bytesOf(path));
      extension.addLong('link', bytesOf(link));
      return extension.apply(header);
    };
    expect(said('b', 'c')).toEqual({ ...header, path: 'b', linkName: 'c' });
    expect(said('x', 'c')).toBe('extension-conflict');
    expect(said('b', 'x')).toBe('extension-conflict');
  });

  test('is no other size', () => {
    for (const size of [0, 2]) {
      const extension = new Extension();
      extension.addPax({ ...pax, size });
      expect(extension.apply(header)).toBe('extension-size');
    }
  });
});

describe('a long name or link', () => {
  test.each([
    ['is empty', '', 'extension-malformed'],
    ['is a NUL', '\0', 'extension-malformed'],
    ['goes on behind its NUL', 'a\0b', 'name-nul'],
    ['goes on behind two', 'a\0\0b', 'name-nul'],
    ['starts with a NUL', '\0a', 'name-nul'],
    ['is not UTF-8', Uint8Array.of(0x61, 0xff), 'name-not-utf8'],
  ])('that %s is refused', (_, content, code) => {
    expect(new Extension().addLong('name', bytesOf(content))).toBe(code);
    expect(new Extension().addLong('link', bytesOf(content))).toBe(code);
  });
});
