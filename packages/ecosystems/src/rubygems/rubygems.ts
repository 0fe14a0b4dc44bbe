import { AssayError, type Ecosystem } from '@assay/model';

function notYet(): never {
  throw new AssayError('ERR_INTERNAL', 'RubyGems is not built yet');
}

/** RubyGems: Gemfile.lock and gems.locked. */
export const rubygems: Ecosystem = {
  id: 'rubygems',
  lockfileNames: ['Gemfile.lock', 'gems.locked'],
  unsupportedLockfiles: {},
  parseLockfile: notYet,
  needs: notYet,
  release: notYet,
  manifest: notYet,
  sameVersion: (a, b) => a === b,
  matchUrl: notYet,
};
