import { digestOf } from '@assay/model';
import { expect, it } from 'vitest';
import { lockfilePlaces } from './lockfile-places.js';

function placesOf(...paths: readonly string[]) {
  const digest = digestOf('sha256', '');
  const lockfiles = paths.map((path) => ({ path, ecosystem: 'npm', format: 'x', digest }) as const);
  return Object.fromEntries(lockfilePlaces({ lockfiles, subjects: [], occurrences: [], edges: [], gaps: [] }));
}

it('a single lockfile lies in the project’s folder, wherever that is', () => {
  for (const path of [
    'package-lock.json',
    './package-lock.json',
    '/home/ann/shop/package-lock.json',
    '../x/package-lock.json',
  ]) {
    expect(placesOf(path)).toEqual({ [path]: { folder: '.', file: 'package-lock.json' } });
  }
});

it('several lie below the folder that they have in common, which is named nowhere', () => {
  expect(placesOf('/home/ann/shop/web/package-lock.json', '/home/ann/shop/Gemfile.lock')).toEqual({
    '/home/ann/shop/Gemfile.lock': { folder: '.', file: 'Gemfile.lock' },
    '/home/ann/shop/web/package-lock.json': { folder: 'web', file: 'web/package-lock.json' },
  });
});

it('folders are compared by whole names, on Windows too', () => {
  expect(placesOf('C:\\shop\\a\\x.lock', 'C:\\shop\\ab\\x.lock')).toEqual({
    'C:\\shop\\a\\x.lock': { folder: 'a', file: 'a/x.lock' },
    'C:\\shop\\ab\\x.lock': { folder: 'ab', file: 'ab/x.lock' },
  });
});

it('without lockfiles there is no place', () => {
  expect(placesOf()).toEqual({});
});
