import type { CodeCatalogue } from '@assay/model';
import { artifactCodes } from '../artifact-answer.js';

const review =
  'Read what runs; then list the package under `installScripts.allow` in the policy, or install without scripts (`--ignore-scripts`; gems always run theirs).';

/** Codes of `install-scripts`. */
export const codes = {
  ...artifactCodes,
  bundled: {
    outcome: 'not-applicable',
    text: 'The lockfile says that it comes inside the archive of another package; `install-scripts` of that one tells what it runs.',
    next: '',
  },
  'no-install-scripts': { outcome: 'proven', text: 'Installing the package runs no code of it.', next: '' },
  'scripts-overstated': {
    outcome: 'proven',
    text: 'Lockfile or registry says that installing the package runs code; its archive, which decides, runs none.',
    next: '',
  },
  'install-scripts-allowed': {
    outcome: 'proven',
    text: 'Installing the package runs code, which the policy allows.',
    next: '',
  },
  'install-scripts': {
    outcome: 'absent',
    text: 'Installing the package runs code of it that the policy does not allow.',
    next: review,
  },
  'scripts-claimed': {
    outcome: 'absent',
    text: 'By lockfile or registry, installing the package runs code of it that the policy does not allow.',
    next: `${review} With \`--depth artifacts\` the archive itself is read.`,
  },
  'scripts-concealed': {
    outcome: 'refuted',
    text: 'Installing the package runs code that its registry says it does not: whoever reviews by the registry sees other scripts.',
    next: 'Do not install before you have read the scripts; report it to the package’s authors and the registry.',
  },
  'scripts-ambiguous': {
    outcome: 'refuted',
    text: 'Clients disagree about which code installing the package runs.',
    next: 'Do not install before you have read the manifest; report it to the package’s authors.',
  },
  'scripts-unread': {
    outcome: 'unknown',
    text: 'A manifest in the archive could not be read, so it is not known what installing the package runs.',
    next: 'Mend what `manifest-match` says about this package first; otherwise look at it with `assay inspect`.',
    follows: 'manifest-match',
  },
  'no-scripts-claimed': {
    outcome: 'not-applicable',
    text: 'Nobody claims that installing the package runs code; only its archive tells, which is not read at this depth.',
    next: '',
  },
} as const satisfies CodeCatalogue;
