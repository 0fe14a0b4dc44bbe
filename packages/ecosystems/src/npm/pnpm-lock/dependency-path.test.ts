import { expect, it } from 'vitest';
import { parseDependencyPath, parseSnapshotKey, referredKey } from './dependency-path.js';

it.each([
  ['a@1.0.0', { name: 'a', reference: '1.0.0', isVersion: true }],
  ['@s/a@1.0.0-rc.1+b', { name: '@s/a', reference: '1.0.0-rc.1+b', isVersion: true }],
  ['a@work:1.0.0', { name: 'a', reference: '1.0.0', registryPrefix: 'work', isVersion: true }],
  ['node@runtime:22.0.0', { name: 'node', reference: 'runtime:22.0.0', isVersion: false }],
  ['a@file:1.0.0', { name: 'a', reference: 'file:1.0.0', isVersion: false }],
  ['a@https://h.example/a@1.tgz', { name: 'a', reference: 'https://h.example/a@1.tgz', isVersion: false }],
])('takes %s apart', (key, expected) => {
  expect(parseDependencyPath(key)).toEqual(expected);
});

it.each(['', 'a', 'a@', '@a', '@s/a'])('does not take %j apart', (key) => {
  expect(parseDependencyPath(key)).toBeNull();
});

it.each([
  ['a@1.0.0', 'a@1.0.0', false],
  ['a@1.0.0(b@2.0.0)', 'a@1.0.0', false],
  ['a@1.0.0(b@2.0.0(c@3.0.0))(d@4.0.0)', 'a@1.0.0', false],
  ['a@1.0.0(patch_hash=x)(b@2.0.0)', 'a@1.0.0', true],
  ['a@file:x(y)z', 'a@file:x(y)z', false],
  ['a@file:(x)', 'a@file:', false],
  ['a@1.0.0)', 'a@1.0.0)', false],
  ['(((((', '(((((', false],
])('cuts the suffix off %s', (key, id, isPatched) => {
  expect(parseSnapshotKey(key)).toEqual({ id, isPatched });
});

it.each([
  ['a', '1.0.0', 'a@1.0.0'],
  ['a', '1.0.0(b@2.0.0)', 'a@1.0.0(b@2.0.0)'],
  ['a', 'b@1.0.0', 'b@1.0.0'],
  ['a', '@s/b@1.0.0', '@s/b@1.0.0'],
  ['a', 'file:x@y', 'a@file:x@y'],
  ['a', 'link:../x', null],
])('knows what %s: %s refers to', (alias, reference, key) => {
  expect(referredKey(alias, reference)).toBe(key);
});
