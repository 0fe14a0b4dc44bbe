import { expect, it } from 'vitest';
import { ecosystemById, ecosystemByLockfileName, ecosystems, unsupportedLockfileHint } from './ecosystems.js';

it('finds ecosystems by id and by lockfile name', () => {
  for (const ecosystem of ecosystems) {
    expect(ecosystemById(ecosystem.id)).toBe(ecosystem);
    for (const name of ecosystem.lockfileNames) expect(ecosystemByLockfileName(name)).toBe(ecosystem);
  }
  expect(ecosystemByLockfileName('package.json')).toBeNull();
});

it('says what to do about lockfiles that are not read yet', () => {
  for (const name of ['bun.lockb']) {
    expect(unsupportedLockfileHint(name)).toMatch(/\.$/);
    expect(ecosystemByLockfileName(name)).toBeNull();
  }
  expect(unsupportedLockfileHint('__proto__')).toBeNull();
  expect(unsupportedLockfileHint('package-lock.json')).toBeNull();
});

it('no two ecosystems read the same file', () => {
  const names = ecosystems.flatMap(({ lockfileNames, unsupportedLockfiles }) => [
    ...lockfileNames,
    ...Object.keys(unsupportedLockfiles),
  ]);
  expect(new Set(names).size).toBe(names.length);
});
