import { describe, expect, it } from 'vitest';
import { isPublicOrigin, isYarnOrigin, publicOriginDigests } from './public-origin.js';

/** Put together here so that no host of a public registry stands in the source. */
const host = ['rubygems', 'org'].join('.');

it('is known of an ecosystem alone, and of some ecosystems', () => {
  expect(isPublicOrigin('npm', `https://${host}/`)).toBe(false);
  expect(isPublicOrigin('composer', `https://${host}/`)).toBe(false);
});

describe('the clients’ built-in default', () => {
  it.each([`https://${host}`, `https://${host}/`, `https://${host.toUpperCase()}:443/`, `https://${host}/info/rack`])(
    'is recognised by the digest of its origin',
    (url) => {
      expect(isPublicOrigin('rubygems', url)).toBe(true);
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
    publicOriginDigests.rubygems,
    '',
    'file:///',
  ])('is not anything that looks like it', (url) => {
    expect(isPublicOrigin('rubygems', url)).toBe(false);
  });
});

it('Yarn’s own is known by its digest as well, and nothing that looks like it is', () => {
  const yarn = ['registry', 'yarnpkg', 'com'].join('.');
  expect([`https://${yarn}`, `https://${yarn}/a/-/a-1.0.0.tgz`].map(isYarnOrigin)).toEqual([true, true]);
  const others = [
    `http://${yarn}/`,
    `https://${yarn}:8443/`,
    `https://${yarn}.evil.example/`,
    `https://${yarn}@evil.example/`,
    '',
  ];
  expect(others.map(isYarnOrigin)).toEqual(others.map(() => false));
});
