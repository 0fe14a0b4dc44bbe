import { AssayError } from '@assay/model';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { npm } from './npm.js';

/** Real lockfiles that are kept outside the repository. */
const corpus = new URL('../../../../../shared/data/lockfiles/', import.meta.url);
const isHere = existsSync(corpus);

function read(path: string) {
  const bytes = readFileSync(fileURLToPath(new URL(path, corpus)));
  try {
    // They are kept under other names than bun's and Yarn's.
    const content = npm.parseLockfile({
      path: path.replace(/json5$/, 'bun.lock').replace(/v\d\.lock$/, 'yarn.lock'),
      bytes,
    });
    const kinds: Record<string, number> = {};
    for (const { source } of content.subjects) kinds[source.kind] = (kinds[source.kind] ?? 0) + 1;
    const { subjects, edges } = content;
    return { format: content.format, kinds, edges: edges.length, unpinned: subjects.filter(isUnpinned).length };
  } catch (error) {
    if (error instanceof AssayError) return { code: error.code, line: error.line };
    throw error;
  }
}

function isUnpinned({ source, files }: { source: { kind: string }; files: readonly { pins: readonly unknown[] }[] }) {
  return source.kind === 'registry' && files.every((file) => file.pins.length === 0);
}

const npmLock = (registry: number, edges: number, format = 'package-lock.json v2') => ({
  format,
  kinds: registry === 0 ? {} : { registry },
  edges,
  unpinned: 0,
});
const pnpmLock = (kinds: Record<string, number>, edges: number, version = '9.0') => ({
  format: `pnpm-lock.yaml ${version}`,
  kinds,
  edges,
  unpinned: 0,
});

const old = (kinds: Record<string, number>, edges: number) => ({
  format: 'package-lock.json v1',
  kinds,
  edges,
  unpinned: 0,
});
const bunLock = (kinds: Record<string, number>, edges: number) => ({
  format: 'bun.lock v0',
  kinds,
  edges,
  unpinned: 0,
});

const yarnLock = (kinds: Record<string, number>, edges = 0, version = 'v1') => ({
  format: `yarn.lock ${version}`,
  kinds,
  edges,
  unpinned: 0,
});
const berry = (kinds: Record<string, number>) => yarnLock(kinds, 0, '5');

describe.skipIf(!isHere)('lockfiles of other projects', () => {
  it.each([
    ['bun-lock/osv-scalibr/alias.json5', bunLock({ registry: 4 }, 2)],
    ['bun-lock/osv-scalibr/blog-sample.json5', bunLock({ git: 1 }, 0)],
    ['bun-lock/osv-scalibr/empty.json5', { code: 'ERR_LOCKFILE', line: 1 }],
    ['bun-lock/osv-scalibr/nested-dependencies.json5', bunLock({ registry: 9 }, 6)],
    ['bun-lock/osv-scalibr/one-package-dev.json5', bunLock({ registry: 1 }, 0)],
    ['bun-lock/osv-scalibr/optional-package.json5', bunLock({ registry: 3 }, 1)],
    ['bun-lock/osv-scalibr/peer-dependencies-explicit.json5', bunLock({ registry: 2 }, 1)],
    ['bun-lock/osv-scalibr/scoped-packages-mixed.json5', bunLock({ registry: 5 }, 3)],
    ['bun-lock/osv-scalibr/scoped-packages.json5', bunLock({ registry: 1 }, 0)],
    ['bun-lock/osv-scalibr/two-packages.json5', bunLock({ registry: 2 }, 0)],
    ['yarn-lock/osv-scalibr/commits.v1.lock', yarnLock({ git: 18 })],
    ['yarn-lock/osv-scalibr/empty.v1.lock', yarnLock({})],
    ['yarn-lock/osv-scalibr/files.v1.lock', yarnLock({ registry: 2, unsupported: 2, directory: 2 }, 2)],
    ['yarn-lock/osv-scalibr/files.v2.lock', berry({ unsupported: 1 })],
    ['yarn-lock/osv-scalibr/multiple-versions.v2.lock', berry({ registry: 3 })],
    ['yarn-lock/osv-scalibr/no-version.v1.lock', yarnLock({ registry: 1 })],
    ['yarn-lock/osv-scalibr/one-package.v1.lock', yarnLock({ registry: 1 })],
    ['yarn-lock/osv-scalibr/scoped-packages.v1.lock', yarnLock({ registry: 2 })],
    ['yarn-lock/osv-scalibr/scoped-packages.v2.lock', berry({ registry: 3 })],
    ['yarn-lock/osv-scalibr/two-packages.v1.lock', yarnLock({ registry: 2 })],
    ['yarn-lock/osv-scalibr/with-aliases.v1.lock', yarnLock({ registry: 3 })],
    ['yarn-lock/osv-scalibr/with-prerelease.v2.lock', berry({ registry: 2 })],
    ['yarn-lock/osv-scalibr/with-quotes.v1.lock', yarnLock({ registry: 2 })],
    // Without their package.json nobody asks for aliases and folders.
    ['npm-lock/osv-scalibr/alias.v1.json', old({ registry: 3, unsupported: 2 }, 0)],
    ['npm-lock/osv-scalibr/commits.v1.json', { ...old({ git: 13, registry: 2 }, 0), format: 'package-lock.json v2' }],
    ['npm-lock/osv-scalibr/empty.v1.json', old({}, 0)],
    ['npm-lock/osv-scalibr/empty.v2.json', npmLock(0, 0)],
    ['npm-lock/osv-scalibr/files.v1.json', old({ registry: 1, directory: 1, unsupported: 1 }, 1)],
    ['npm-lock/osv-scalibr/nested-dependencies.v1.json', old({ registry: 5 }, 3)],
    ['npm-lock/osv-scalibr/nested-dependencies.v2.json', npmLock(5, 3)],
    ['npm-lock/osv-scalibr/not-json.txt', { code: 'ERR_LOCKFILE', line: 1 }],
    ['npm-lock/osv-scalibr/one-package-dev.v2.json', npmLock(1, 0)],
    ['npm-lock/osv-scalibr/one-package.v2.json', npmLock(1, 0)],
    ['npm-lock/osv-scalibr/optional-package.v1.json', old({ registry: 2 }, 0)],
    ['npm-lock/osv-scalibr/optional-package.v2.json', npmLock(2, 0)],
    ['npm-lock/osv-scalibr/package-lock-only/package-lock.json', npmLock(2, 0)],
    ['npm-lock/osv-scalibr/scoped-packages.v2.json', npmLock(2, 0)],
    ['npm-lock/osv-scalibr/two-packages.v1.json', old({ registry: 2 }, 0)],
    ['npm-lock/osv-scalibr/two-packages.v2.json', npmLock(2, 0)],
    ['npm-lock/warehouse/package-lock.json', npmLock(999, 2081, 'package-lock.json v3')],
    ['pnpm-lock/osv-scalibr/commits.v9.yaml', pnpmLock({ git: 2 }, 0)],
    ['pnpm-lock/osv-scalibr/invalid-path.yaml', pnpmLock({ registry: 1, unsupported: 1 }, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/invalid-paths.yaml', pnpmLock({ registry: 1, unsupported: 2 }, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/mixed-groups.v53.yaml', pnpmLock({ registry: 3 }, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/mixed-groups.v54.yaml', pnpmLock({ registry: 3 }, 0, '5.4')],
    ['pnpm-lock/osv-scalibr/mixed-groups.v6.yaml', pnpmLock({ registry: 3 }, 0, '6.0')],
    ['pnpm-lock/osv-scalibr/mixed-groups.v9.yaml', pnpmLock({ registry: 3 }, 0)],
    ['pnpm-lock/osv-scalibr/multiple-versions.yaml', pnpmLock({ registry: 3 }, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/no-packages.v9.yaml', pnpmLock({}, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/no-packages.yaml', pnpmLock({}, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/one-package-dev.yaml', pnpmLock({ registry: 1 }, 0, '5.3')],
    ['pnpm-lock/osv-scalibr/peer-dependencies-advanced-rc-v6.yaml', pnpmLock({ registry: 5 }, 6, '6.0')],
    ['pnpm-lock/osv-scalibr/peer-dependencies-advanced-v6.yaml', pnpmLock({ registry: 5 }, 6, '6.0')],
    ['pnpm-lock/osv-scalibr/peer-dependencies.v9.yaml', pnpmLock({ registry: 2 }, 1)],
    ['pnpm-lock/osv-scalibr/peer-dependencies.yaml', pnpmLock({ registry: 2 }, 1, '5.3')],
    ['pnpm-lock/osv-scalibr/scoped-packages.v9.yaml', pnpmLock({ registry: 1 }, 0)],
    ['pnpm-lock/osv-scalibr/tarball.yaml', pnpmLock({ url: 1 }, 0, '5.3')],
    ['pnpm-lock/pnpm/pnpm-lock.yaml', pnpmLock({ registry: 1686, unsupported: 1, directory: 214 }, 6112)],
  ])('%s', (path, expected) => {
    expect(read(path)).toEqual(expected);
  });
});
