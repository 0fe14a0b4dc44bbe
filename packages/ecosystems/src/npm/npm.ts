import type { Ecosystem, LockfileContent, LockfileInput } from '@assay/model';
import { readAttestations } from './attestations.js';
import { parseBunLock } from './bun-lock/bun-lock.js';
import { npmDemand } from './demand/npm-demand.js';
import { describeNpm } from './description/describe-npm.js';
import { describeProject } from './description/describe-project.js';
import { readPublishTime } from './history.js';
import { readManifest } from './manifest.js';
import { matchUrl } from './match-url.js';
import { npmNameIndex } from './name-index.js';
import { needs } from './needs.js';
import { parsePackageLock } from './package-lock/package-lock.js';
import { normaliseVersion, sameVersion } from './package-version.js';
import { parsePnpmLock } from './pnpm-lock/pnpm-lock.js';
import { readRelease } from './release.js';
import { inRange } from './version-range.js';
import { isYarnLock, parseYarnLock, yarnMemberSearch } from './yarn-lock/yarn-lock.js';

/** npm's registry protocol and archives, locked by npm, pnpm, Yarn or bun. */
export const npm: Ecosystem = {
  id: 'npm',
  manifestName: 'package.json',
  settingsNames: { 'pnpm-lock.yaml': 'pnpm-workspace.yaml', 'yarn.lock': '.yarnrc.yml' },
  lockfileNames: ['npm-shrinkwrap.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'],
  unsupportedLockfiles: {
    'bun.lockb':
      'Binary Bun lockfiles are not read; bun install --save-text-lockfile --lockfile-only writes a bun.lock beside it.',
  },
  preferredLockfiles: { 'package-lock.json': 'npm-shrinkwrap.json' },
  describeProject,
  demand: npmDemand,
  memberSearch: (input) => (isYarnLock(input) ? yarnMemberSearch(input) : null),
  parseLockfile,
  needs,
  nameIndex: npmNameIndex,
  release: readRelease,
  attestations: readAttestations,
  publishedAt: readPublishTime,
  inRange,
  manifest: readManifest,
  describe: describeNpm,
  normaliseVersion,
  sameVersion,
  matchUrl,
};

/** By the file's name; a lockfile under another name is read by how its text begins. */
function parseLockfile(input: LockfileInput): LockfileContent {
  if (isYarnLock(input)) return parseYarnLock(input);
  if (input.path.toLowerCase().endsWith('bun.lock')) return parseBunLock(input);
  return isJson(input) ? parsePackageLock(input) : parsePnpmLock(input);
}

function isJson({ path, bytes }: LockfileInput): boolean {
  const name = path.toLowerCase();
  if (name.endsWith('.json')) return true;
  if (name.endsWith('.yaml') || name.endsWith('.yml')) return false;
  return bytes.find((byte) => byte > 0x20 && byte < 0x7f) === 0x7b;
}
