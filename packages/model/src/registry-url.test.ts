import { describe, expect, it } from 'vitest';
import { normaliseRegistryUrl, originOf, pathUnder } from './registry-url.js';

describe('normaliseRegistryUrl', () => {
  it.each([
    ['https://registry.example', 'https://registry.example/'],
    ['https://registry.example/', 'https://registry.example/'],
    ['https://registry.example/npm', 'https://registry.example/npm/'],
    ['HTTPS://Registry.EXAMPLE/Npm', 'https://registry.example/Npm/'],
    ['https://registry.example:443/', 'https://registry.example/'],
    ['http://registry.example:80/', 'http://registry.example/'],
    ['https://registry.example:80/', 'https://registry.example:80/'],
    ['https://user:secret@registry.example/', 'https://registry.example/'],
    ['https://registry.example/a/../b', 'https://registry.example/b/'],
    ['https://registry.example/a/%2e%2E/b', 'https://registry.example/b/'],
    ['https://registry.example\\npm', 'https://registry.example/npm/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://ｒｅｇｉｓｔｒｙ.example/', 'https://registry.example/'],
    ['https://registry.example./', 'https://registry.example./'],
    ['https://0x7f.1/', 'https://127.0.0.1/'],
    ['https://[::FFFF:7f00:1]/', 'https://[::ffff:7f00:1]/'],
    ['  https://registry.example/  ', 'https://registry.example/'],
  ])('of %j is %j', (text, url) => {
    expect(normaliseRegistryUrl(text)).toBe(url);
    expect(normaliseRegistryUrl(url)).toBe(url);
  });

  it.each([
    '',
    'registry.example',
    '//registry.example/',
    '/npm/',
    'ftp://registry.example/',
    'file:///etc/',
    'javascript:alert(1)',
    'data:text/plain,a',
    'blob:https://registry.example/a',
    'https://',
    'https://:80/',
    'https://a b/',
    'https://registry.example:99999/',
    'https://registry.example/?a=b',
    'https://registry.example/#a',
    'https://reg%00istry.example/',
  ])('of %j is nothing', (text) => {
    expect(normaliseRegistryUrl(text)).toBeNull();
  });
});

describe('originOf', () => {
  it('drops all but scheme, host and port', () => {
    expect(originOf('https://u:p@Registry.example:8443/a?b#c')).toBe('https://registry.example:8443');
    expect(originOf('git+ssh://git@registry.example/a')).toBeNull();
    expect(originOf('nonsense')).toBeNull();
  });
});

describe('pathUnder', () => {
  it.each([
    ['https://registry.example/', 'https://registry.example/a/-/a-1.tgz', 'a/-/a-1.tgz'],
    ['https://registry.example/', 'https://registry.example/', ''],
    ['https://registry.example/npm/', 'https://registry.example/npm/@a%2fb', '@a%2fb'],
    ['https://registry.example/', 'HTTPS://REGISTRY.example:443/a', 'a'],
    ['https://registry.example/', 'https://user:secret@registry.example/a', 'a'],
    ['https://registry.example/', 'https://registry.example/a?b=c#d', 'a'],
    ['https://registry.example/', 'https://registry.example/a/../../../b', 'b'],
    ['https://registry.example/npm/', 'https://registry.example/x/../npm/a', 'a'],
    ['https://registry.example/', 'https://registry.example\\a', 'a'],
    ['https://registry.example/', 'https://registry.example/..%2f..%2fa', '..%2f..%2fa'],
  ])('%s holds %s as %j', (base, url, path) => {
    expect(pathUnder(base, url)).toBe(path);
  });

  it.each([
    // Hosts that contain, start with, end with or look like the registry's.
    ['https://cr.example/', 'https://ghcr.example/a'],
    ['https://cr.example/', 'https://cr.example.evil.test/a'],
    ['https://cr.example/', 'https://evil-cr.example/a'],
    ['https://cr.example/', 'https://cr.example@evil.test/a'],
    ['https://cr.example/', 'https://cr.example:x@evil.test/a'],
    ['https://cr.example/', 'https://cr.example%2f@evil.test/a'],
    ['https://cr.example/', 'https://evil.test/https://cr.example/a'],
    ['https://cr.example/', 'https://evil.test\\@cr.example/a'],
    ['https://cr.example/', 'https://evil.test#@cr.example/a'],
    ['https://cr.example/', 'https://evil.test?@cr.example/a'],
    ['https://cr.example/', 'https://cr.example./a'],
    ['https://cr.example/', 'https://сr.example/a'],
    ['https://cr.example/', 'https://cr.example:8443/a'],
    ['https://cr.example/', 'http://cr.example/a'],
    ['https://cr.example/', 'http://cr.example:443/a'],
    // Paths that only seem to lie below the base.
    ['https://cr.example/npm/', 'https://cr.example/npm'],
    ['https://cr.example/npm/', 'https://cr.example/npm-evil/a'],
    ['https://cr.example/npm/', 'https://cr.example/npm/../a'],
    ['https://cr.example/npm/', 'https://cr.example/npm/%2e%2e/a'],
    ['https://cr.example/npm/', 'https://cr.example/npm/.%2E\\a'],
    ['https://cr.example/npm/', 'https://cr.example//npm/a'],
    ['https://cr.example/npm/', 'https://cr.example/NPM/a'],
    ['https://cr.example/npm/', 'https://cr.example/n%70m/a'],
    // Bases that name no whole origin or folder.
    ['https://cr.example', 'https://cr.example/a'],
    ['https://cr.example', 'https://cr.example.evil.test/a'],
    ['https://cr.example/npm', 'https://cr.example/npm-evil/a'],
    ['https://', 'https://cr.example/a'],
    ['', 'https://cr.example/a'],
    // What is no http URL.
    ['https://cr.example/', 'git+https://cr.example/a'],
    ['https://cr.example/', 'file:///cr.example/a'],
    ['https://cr.example/', '//cr.example/a'],
    ['https://cr.example/', 'cr.example/a'],
    ['https://cr.example/', ''],
  ])('%s does not hold %s', (base, url) => {
    expect(pathUnder(base, url)).toBeNull();
  });
});
