import { expect, test } from 'vitest';
import * as seeds from './lockfile-seeds.js';
import * as pins from './naive-pins.js';

/** A naive reading that finds nothing would hold no reader to anything. */
test.each([
  ['package-lock.json', seeds.packageLockSeeds, pins.packageLockPins],
  ['package-lock.json of npm 6', seeds.legacyLockSeeds, pins.legacyLockPins],
  ['pnpm-lock.yaml', seeds.pnpmLockSeeds.slice(0, 1), pins.pnpmLockPins],
  ['pnpm-lock.yaml of pnpm 8', seeds.oldPnpmLockSeeds, pins.oldPnpmLockPins],
  ['yarn.lock of Yarn 1', seeds.yarnLockSeeds.classic, pins.classicYarnPins],
  ['yarn.lock of Yarn 4', seeds.yarnLockSeeds.berry, pins.berryPins],
  ['bun.lock', seeds.bunLockSeeds, pins.bunLockPins],
  ['Gemfile.lock', seeds.gemfileLockSeeds.slice(0, 1), pins.gemfileLockPins],
] as const)('a naive reading of %s finds pins', (_name, lockfiles, read) => {
  for (const bytes of lockfiles) expect(read(new TextDecoder().decode(bytes)).length).toBeGreaterThan(0);
});
