import { describe, expect, it } from 'vitest';
import { isPublicRegistry, publicRegistryOriginDigest } from './public-registry.js';

/** Put together here so that no host of a public registry stands in the source. */
const host = ['rubygems', 'org'].join('.');

describe('the clients’ built-in default', () => {
  it.each([`https://${host}`, `https://${host}/`, `https://${host.toUpperCase()}:443/`, `https://${host}/info/rack`])(
    'is recognised by the digest of its origin',
    (url) => {
      expect(isPublicRegistry(url)).toBe(true);
    },
  );

  it.each([
    `http://${host}/`,
    `https://${host}:8443/`,
    `https://${host}.evil.example/`,
    `https://evil.example/${host}`,
    `https://${host}@evil.example/`,
    `https://sub.${host}/`,
    `https://${host}./`,
    host,
    publicRegistryOriginDigest,
    '',
    'file:///',
  ])('is not anything that looks like it', (url) => {
    expect(isPublicRegistry(url)).toBe(false);
  });
});
