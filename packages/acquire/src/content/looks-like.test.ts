import { describe, expect, it } from 'vitest';
import { looksLike } from './looks-like.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('what came instead of an archive', () => {
  it.each([
    '<!DOCTYPE html><title>Log in</title>',
    '\n  <html lang="en">',
    '\uFEFF<!doctype HTML>',
    '<?xml version="1.0"?><html>',
  ])('%j is a web page', (text) => {
    expect(looksLike(bytes(text))).toBe('web-page');
  });

  it('XML is data where data may be XML, but a page in XML is a page all the same', () => {
    const xml = { xml: 'data' } as const;
    expect(looksLike(bytes('<?xml version="1.0"?><license/>'), xml)).toBeUndefined();
    expect(looksLike(bytes('<?xml version="1.0"?><!DOCTYPE x><HTML>'), xml)).toBe('web-page');
    expect(looksLike(bytes('<html>'), xml)).toBe('web-page');
    expect(looksLike(new Uint8Array(), xml)).toBe('empty');
  });

  it('no byte at all is empty, and anything else is left to the archive’s own reader', () => {
    expect(looksLike(new Uint8Array())).toBe('empty');
    expect(looksLike(bytes('{"error":"no"}'))).toBeUndefined();
    expect(looksLike(new Uint8Array([0x1f, 0x8b, 8, 0]))).toBeUndefined();
  });
});
