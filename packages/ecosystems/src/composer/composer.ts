import { AssayError, pathUnder, type Ecosystem, type LockfileInput } from '@assay/model';
import { normaliseComposerVersion, sameComposerVersion } from './composer-version.js';
import { describeComposer } from './description/describe-composer.js';
import { readComposerManifest } from './manifest.js';
import { composerNeeds } from './repository/composer-needs.js';
import { readComposerRelease } from './repository/read-release.js';

/**
 * Private Composer repositories (Satis, Private Packagist) and their zips, for licence packages. `composer.lock` is not read yet, and not
 * named as unsupported either: a project with one would otherwise cease to verify.
 */
export const composer: Ecosystem = {
  id: 'composer',
  lockfileNames: [],
  unsupportedLockfiles: {},
  parseLockfile: refuseLockfile,
  needs: composerNeeds,
  release: readComposerRelease,
  attestations: () => ({ problem: 'no-attestations', detail: 'Composer repositories hold no attestations.' }),
  publishedAt: () => ({ problem: 'no-history', detail: 'A Composer repository is not asked when it published.' }),
  inRange: () => null,
  manifest: readComposerManifest,
  describe: describeComposer,
  normaliseVersion: normaliseComposerVersion,
  sameVersion: sameComposerVersion,
  matchUrl: (_subject, file, registry) =>
    file.url === undefined || pathUnder(registry, file.url) !== null
      ? { match: 'same' }
      : { match: 'different', detail: 'The URL lies outside of the repository.' },
};

function refuseLockfile({ path }: LockfileInput): never {
  throw new AssayError('ERR_LOCKFILE_UNSUPPORTED', 'Lockfiles of Composer are not read yet.', {
    hint: 'Describe single packages under `licensePackages` in the policy.',
    file: path,
  });
}
