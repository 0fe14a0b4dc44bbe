import type { CodeCatalogue } from '@assay/model';

const letClientMake = 'keep it out of the checkout, so that the package manager makes it of what the registry serves';

/** Codes of `vendored-archive`. */
export const codes = {
  'no-vendored-archive': {
    outcome: 'not-applicable',
    text: 'No archive of this package lies in the checkout.',
    next: '',
  },
  'vendored-archive-pinned': {
    outcome: 'proven',
    text: 'The archive in the checkout is the one that the lockfile pins.',
    next: '',
  },
  'vendored-archive-match': {
    outcome: 'proven',
    text: 'The archive in the checkout holds the very files of the archive that the registry serves, and is what the lockfile pins if that pins it.',
    next: '',
  },
  'vendored-archive-pin-mismatch': {
    outcome: 'refuted',
    text: 'The archive in the checkout is not the one that the lockfile pins.',
    next: 'Do not install. Find out who changed it; delete it and have the package manager fetch it anew.',
  },
  'vendored-archive-differs': {
    outcome: 'refuted',
    text: 'The archive in the checkout holds other files than the archive that the registry serves.',
    next: 'Do not install. Find out who made it; delete it and have the package manager fetch it anew.',
  },
  'vendored-archive-unsafe': {
    outcome: 'refuted',
    text: 'Readers disagree about what the archive in the checkout holds, or it is none.',
    next: 'Do not install. Look at it with `assay inspect`, and find out who made it.',
  },
  'vendored-archive-patched': {
    outcome: 'unknown',
    text: 'The archive in the checkout is patched: some of its files are not those that the registry serves, and nothing but the lockfile’s pin, if there is one, speaks for them.',
    next: `Leave archives of patched packages out of the checkout (\`.yarn/cache/*-patch-*\` in .gitignore), for Yarn makes them again of the original and the patch; or waive this for the package after looking at the files.`,
  },
  'vendored-archive-unpinned': {
    outcome: 'unknown',
    text: 'The archive in the checkout is installed as it is: the lockfile does not pin it, and nothing compared it with the registry’s.',
    next: `Verify with \`--depth artifacts\`, which compares the files, or ${letClientMake}.`,
  },
  'vendored-archive-pinned-only': {
    outcome: 'unknown',
    text: 'The archive in the checkout is the one that the lockfile pins; whether it holds what the registry serves was not looked at, and what the registry says of the package says nothing of it.',
    next: `Verify with \`--depth artifacts\`, which compares the files, or ${letClientMake}.`,
  },
  'vendored-archive-not-compared': {
    outcome: 'unknown',
    text: 'There was nothing to compare the files of the archive in the checkout with.',
    next: `Mend first what \`artifact-digest\` says about this package, if it says something; or ${letClientMake}.`,
    follows: 'artifact-digest',
  },
  'vendored-archive-not-read': {
    outcome: 'unknown',
    text: 'The archive in the checkout could not be read.',
    next: 'Make it a plain file in the checkout, or remove it.',
  },
} as const satisfies CodeCatalogue;
