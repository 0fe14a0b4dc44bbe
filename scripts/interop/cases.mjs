import { join } from 'node:path';
import {
  mintGemfileLock,
  mintGemRelease,
  mintNpmTree,
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
} from '../../packages/testkit/dist/index.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const tool = mintPackage({
  name: '@acme/tool',
  version: '2.0.0',
  packageJson: { dependencies: { 'left-pad': '1.3.0' } },
});
const vendored = mintPackage({ name: 'vendored', version: '0.1.0' });
const member = mintPackage({ name: 'member', version: '0.2.0' });
const tree = mintNpmTree({ packages: 60 });
const tampered = mintPackage({ name: 'left-pad', version: '1.3.0', files: { 'evil.js': '' } });

const npmEntries = [
  { kind: 'registry', package: tool },
  { kind: 'registry', package: pad },
  { kind: 'registry', package: pad, at: 'node_modules/pad-alias', scope: 'dev' },
  { kind: 'archive', package: vendored, path: 'vendor/vendored.tgz' },
  { kind: 'link', package: member, folder: 'packages/member' },
];
const npmInstalled = ['@acme/tool', 'left-pad', 'pad-alias', 'vendored', 'member'].map(
  (name) => `node_modules/${name}/package.json`,
);

const npm = {
  client: 'npm',
  content: { npm: [pad, tool] },
  command: (registry, folder) => [
    'ci',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `--registry=${registry}`,
    `--cache=${folder}/cache`,
  ],
  environment: () => ({ npm_config_userconfig: '/dev/null', npm_config_update_notifier: 'false' }),
};

const pnpmEntries = [
  { kind: 'registry', package: tool },
  { kind: 'registry', package: pad, group: null },
  { kind: 'registry', package: pad, alias: 'pad-alias', group: 'devDependencies' },
  { kind: 'archive', package: vendored, path: 'vendor/vendored.tgz' },
  { kind: 'link', package: member, folder: 'packages/member' },
];

const pnpm = {
  client: 'pnpm',
  content: { npm: [pad, tool] },
  command: (registry, folder) => [
    'install',
    '--frozen-lockfile',
    '--ignore-scripts',
    `--registry=${registry}`,
    `--store-dir=${folder}/store`,
  ],
  environment: (folder) => ({ XDG_CACHE_HOME: `${folder}/cache`, npm_config_userconfig: '/dev/null', CI: 'true' }),
};

const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
const karat = mintGemRelease({
  name: 'karat',
  version: '2.0.1',
  dependencies: [{ name: 'rack', requirement: '~> 3.0' }],
});
const otherRack = mintGemRelease({ name: 'rack', version: '3.0.8', files: { 'lib/evil.rb': '' } });

const bundler = {
  client: 'bundle',
  content: { gems: [rack, karat] },
  command: () => ['install'],
  environment: (folder) => ({
    BUNDLE_PATH: `${folder}/gems`,
    BUNDLE_FROZEN: 'true',
    BUNDLE_APP_CONFIG: `${folder}/bundle`,
    BUNDLE_USER_HOME: `${folder}/home`,
  }),
};

const gemfile = (checksums) => (registry) =>
  mintGemfileLock({
    sources: [{ kind: 'registry', remote: registry, gems: [rack, karat] }],
    checksums,
    bundledWith: null,
  });

export const interopCases = [
  ...[2, 3].map((lockfileVersion) => ({
    ...npm,
    title: `npm ci with lockfile version ${lockfileVersion}, aliases, a vendored tarball, a linked folder`,
    project: (registry) => mintPackageLock({ registry, entries: npmEntries, lockfileVersion }),
    installed: npmInstalled,
  })),
  {
    ...npm,
    title: 'npm ci without resolved',
    project: (registry) => mintPackageLock({ registry, entries: npmEntries, omitResolved: true }),
    installed: npmInstalled,
  },
  {
    ...npm,
    title: 'npm ci of a tree of 60',
    content: { npm: tree.packages },
    project: (registry) => tree.project(registry),
    installed: tree.packages.map(({ name }) => `node_modules/${name}/package.json`),
  },
  {
    ...npm,
    title: 'npm ci refuses other bytes under the same version',
    content: { npm: [tampered, tool] },
    project: (registry) => mintPackageLock({ registry, entries: npmEntries }),
    installed: [],
    refused: 'EINTEGRITY',
  },
  {
    ...pnpm,
    title: 'a frozen install with an alias, a vendored tarball, a linked folder',
    project: () => mintPnpmLock({ entries: pnpmEntries }),
    installed: ['@acme/tool', 'pad-alias', 'vendored', 'member'].map((name) => `node_modules/${name}/package.json`),
  },
  {
    ...pnpm,
    title: 'a frozen install refuses other bytes under the same version',
    content: { npm: [tampered, tool] },
    project: () => mintPnpmLock({ entries: pnpmEntries }),
    installed: [],
    refused: 'INTEGRITY',
  },
  ...['none', 'right'].map((checksums) => ({
    ...bundler,
    title: `a frozen install, checksums in the lockfile: ${checksums}`,
    project: gemfile(checksums),
    installed: [],
  })),
  {
    ...bundler,
    title: 'an install refuses a gem that is not what the compact index states',
    content: { gems: [{ ...otherRack, statedSha256: rack.sha256 }, karat] },
    project: gemfile('none'),
    installed: [],
    refused: 'checksum',
  },
  {
    client: 'gem',
    title: 'gem install --local',
    content: {},
    project: () => ({ files: { [rack.fileName]: rack.bytes } }),
    command: (_, folder) => [
      'install',
      '--local',
      '--no-document',
      '--install-dir',
      join(folder, 'gems'),
      rack.fileName,
    ],
    environment: () => ({}),
    installed: ['gems/gems/rack-3.0.8/lib/rack.rb'],
  },
];
