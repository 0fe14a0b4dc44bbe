import type { CodeCatalogue } from '@assay/model';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { sourceKindCodes } from '../not-applicable.js';

const move = 'Find out why it was withdrawn; move to a listed version.';

/** Codes of `yanked`. */
export const codes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so none can withdraw it.',
    next: '',
  },
  'still-listed': {
    outcome: 'proven',
    text: 'The registry lists this version and file, which it does not do of what was yanked.',
    next: '',
  },
  'nothing-said-against': {
    outcome: 'not-applicable',
    text: 'The registry serves the version and says nothing against it; mirrors may leave such words out.',
    next: '',
  },
  deprecated: {
    outcome: 'absent',
    text: 'Its publisher advises against using this version.',
    next: 'Read its message (`--explain` and reports show it); move to the version or package that it names.',
  },
  yanked: {
    outcome: 'absent',
    text: 'The registry knows the gem but does not list this version: it was yanked.',
    next: move,
  },
  'platform-yanked': {
    outcome: 'absent',
    text: 'The registry lists this version, but not the locked platform’s file: it was yanked.',
    next: move,
  },
  unpublished: {
    outcome: 'absent',
    text: 'The registry knows when this version was published and no longer has it: it was unpublished.',
    next: move,
  },
  'removed-for-security': {
    outcome: 'refuted',
    text: 'The registry removed this version and put a security placeholder in the place of the package.',
    next: 'Do not install; treat machines that did as compromised until you know what it did. Remove the dependency.',
  },
  'security-holding': {
    outcome: 'absent',
    text: 'This is an empty placeholder that the registry keeps where a package was removed or must not be.',
    next: 'Remove the dependency: there is nothing in it.',
  },
} as const satisfies CodeCatalogue;
