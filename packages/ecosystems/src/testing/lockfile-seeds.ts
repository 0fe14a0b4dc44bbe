/** Lockfiles to be changed: small, and with something of everything. */

import {
  bytesOf,
  mintGemfileLock,
  mintGemRelease,
  mintOldPnpmLock,
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
  mintYarnLock,
} from '@assay/testkit';

const registry = 'https://registry.example/';
const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const tool = mintPackage({
  name: '@acme/tool',
  version: '2.0.0',
  packageJson: { dependencies: { 'left-pad': '1.3.0' } },
});
const inner = mintPackage({ name: 'inner', version: '0.1.0' });
const commit = 'a'.repeat(40);

const entries = [
  { kind: 'registry', package: tool },
  { kind: 'registry', package: pad },
  { kind: 'registry', package: pad, at: 'node_modules/pad-alias', scope: 'dev' },
  {
    kind: 'git',
    package: inner,
    url: 'git+ssh://git@forge.example/acme/inner.git',
    commit,
    at: 'node_modules/from-git',
  },
  { kind: 'url', package: inner, url: 'https://files.example/inner.tgz', at: 'node_modules/from-url' },
  { kind: 'link', package: inner, folder: 'packages/inner' },
] as const;

/** package-lock.json of versions 3 and 2. */
export const packageLockSeeds: readonly Uint8Array[] = [
  bytesOf(mintPackageLock({ registry, entries }).text),
  bytesOf(mintPackageLock({ registry, entries: entries.slice(0, 2), lockfileVersion: 2 }).text),
];

/** package-lock.json of version 1. */
export const legacyLockSeeds: readonly Uint8Array[] = [
  bytesOf(mintPackageLock({ registry, entries, lockfileVersion: 1 }).text),
];

/** yarn.lock of Yarn 1, and of Yarn 2 and later. */
export const yarnLockSeeds = {
  classic: [bytesOf(mintYarnLock({ format: 'classic', packages: [tool, pad, inner], registry }).text)],
  berry: [bytesOf(mintYarnLock({ format: 'berry', packages: [tool, pad, inner], registry }).text)],
} as const;

/** pnpm-lock.yaml of pnpm 6 to 8. */
export const oldPnpmLockSeeds: readonly Uint8Array[] = (['6.0', '5.4'] as const).map((lockfileVersion) =>
  bytesOf(
    mintOldPnpmLock({
      lockfileVersion,
      entries: [
        { kind: 'registry', package: tool },
        { kind: 'registry', package: pad, group: 'devDependencies' },
      ],
    }).text,
  ),
);

/** pnpm-lock.yaml of pnpm 9 and later. */
export const pnpmLockSeeds: readonly Uint8Array[] = [
  bytesOf(
    mintPnpmLock({
      entries: [
        { kind: 'registry', package: tool },
        { kind: 'registry', package: pad, group: 'devDependencies' },
        { kind: 'registry', package: pad, alias: 'pad-alias' },
        { kind: 'git', package: inner, url: 'https://forge.example/acme/inner.git', commit },
      ],
    }).text,
  ),
  bytesOf(mintPnpmLock({ entries: [{ kind: 'registry', package: pad, peers: '(react@19.0.0)' }] }).text),
];

const bunLock = (packages: string) =>
  `{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {\n      "name": "p",\n      "dependencies": {\n        "left-pad": "^1.3.0",\n` +
  `        "@acme/tool": "2.0.0",\n      },\n    },\n  },\n  "packages": {\n${packages}  }\n}\n`;

/** bun.lock. */
export const bunLockSeeds: readonly Uint8Array[] = [
  bytesOf(
    bunLock(
      `    "left-pad": ["left-pad@1.3.0", "", {}, "${pad.integrity}"],\n\n` +
        `    "@acme/tool": ["@acme/tool@2.0.0", "", { "dependencies": { "left-pad": "1.3.0" } }, "${tool.integrity}"],\n`,
    ),
  ),
];

const gems = [
  mintGemRelease({ name: 'rack', version: '3.0.8' }),
  mintGemRelease({ name: 'nokogiri', version: '1.18.0', platform: 'x86_64-linux-gnu' }),
];

/** Gemfile.lock. */
export const gemfileLockSeeds: readonly Uint8Array[] = [
  bytesOf(
    mintGemfileLock({
      sources: [
        { kind: 'registry', remote: 'https://gems.example/', gems },
        { kind: 'git', remote: 'https://forge.example/a.git', revision: commit, gems: gems.slice(0, 1) },
      ],
      platforms: ['ruby', 'x86_64-linux-gnu'],
    }).text,
  ),
  bytesOf(
    mintGemfileLock({ sources: [{ kind: 'registry', remote: 'https://gems.example/', gems }], checksums: 'none' }).text,
  ),
];
