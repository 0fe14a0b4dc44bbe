import { expect, it } from 'vitest';
import { repositoryPath } from './repository-path.js';

it('a path of a Windows runner is annotated as GitHub knows the file', () => {
  expect(repositoryPath('apps\\web\\package-lock.json', '\\')).toBe('apps/web/package-lock.json');
  expect(repositoryPath('D:\\a\\shop\\shop\\package-lock.json', '\\')).toBe('D:/a/shop/shop/package-lock.json');
});

it('a backslash in a name elsewhere is a part of the name', () => {
  expect(repositoryPath('a\\b/package-lock.json', '/')).toBe('a\\b/package-lock.json');
});
