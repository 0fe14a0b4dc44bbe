import type { Ecosystem } from '@assay/model';
import { describeGem } from './description/describe-gem.js';
import { gemDemand } from './gemfile/gem-demand.js';
import { parseGemfileLock } from './lockfile/parse-gemfile-lock.js';
import { readGemManifest } from './manifest/read-gem-manifest.js';
import { inGemRange } from './gem-requirement.js';
import { gemVersionProblem } from './gem-version.js';
import { matchGemUrl } from './match-gem-url.js';
import { readGemAttestations } from './release/gem-attestations.js';
import { gemNameIndex } from './release/gem-name-index.js';
import { gemNeeds } from './release/gem-needs.js';
import { readGemPublishTime } from './release/gem-publish-time.js';
import { readGemRelease } from './release/read-gem-release.js';

/** RubyGems: Bundler's lockfiles, the compact index and its JSON fallback, and gem metadata read as plain data. */
export const rubygems: Ecosystem = {
  id: 'rubygems',
  lockfileNames: ['Gemfile.lock', 'gems.locked'],
  manifestName: 'Gemfile',
  manifestNames: { 'gems.locked': 'gems.rb' },
  unsupportedLockfiles: {},
  demand: gemDemand,
  parseLockfile: parseGemfileLock,
  needs: gemNeeds,
  nameIndex: gemNameIndex,
  release: readGemRelease,
  attestations: readGemAttestations,
  publishedAt: readGemPublishTime,
  inRange: inGemRange,
  manifest: readGemManifest,
  describe: describeGem,
  normaliseVersion: (version) => (gemVersionProblem(version) === null ? version : null),
  // `1.0` and `1.0.0` compare as equal in requirements but are two files on a registry and two lines in a lockfile.
  sameVersion: (a, b) => a === b,
  matchUrl: matchGemUrl,
};
