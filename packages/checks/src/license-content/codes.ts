/** Codes of `license-content`. */

import type { CodeCatalogue } from '@assay/model';

const notBought =
  'Do not install. The package holds more than the licence that was bought: ask the vendor, by a way you know, whether this is theirs.';
const changed = 'Do not install. Ask the vendor; if it is meant, allow it under `content` of this entry in the policy.';

/** A refuted code. */
const refuted = (text: string, next: string = changed) => ({ outcome: 'refuted', text, next }) as const;

export const contentCodes = {
  'license-content-allowed': {
    outcome: 'proven',
    text: 'The package holds what its rules allow and nothing else.',
    next: '',
  },
  'license-content-single-file': {
    outcome: 'not-applicable',
    text: 'The bundled licence is one file instead of a package: `license-token` and `license-installed` judge it.',
    next: '',
  },
  'license-content-unread': {
    outcome: 'unknown',
    text: 'The package could not be read to its end.',
    next: 'Look at it with `assay inspect`.',
  },
  'license-content-unclear': refuted(
    'Readers disagree about what the package holds, or it leads out of its folder.',
    'Do not install. Look at it with `assay inspect` and report it to the vendor.',
  ),
  'license-manifest-unreadable': refuted(
    'The package has no manifest that all clients would read alike.',
    'Do not install. Look at it with `assay inspect` and report it to the vendor.',
  ),
  'license-package-damaged': refuted(
    'The package contradicts its own checksums, so its package manager refuses it.',
    'Fetch it again; if it stays so, do not install it, and report it to the vendor.',
  ),
  'license-listing-unread': {
    outcome: 'unknown',
    text: 'What the registry says beside the package could not be had or read, and clients install by that.',
    next: 'Ask the vendor: their registry answers for the package and not about it, or clients could read its answer in two ways.',
  },
  'license-other-package': refuted('The package’s own manifest names another package, version or platform.', notBought),
  'license-file-unexpected': refuted('The package holds a file that its rules do not name.', notBought),
  'license-file-missing': refuted('A file that the rules ask for is not in the package.'),
  'license-file-too-large': refuted('A file of the package is larger than its rule allows.'),
  'license-too-many-files': refuted('The package holds more files of a kind than its rule allows.'),
  'license-content-too-large': refuted('The package is larger than its rules allow.'),
  'license-version-file': refuted(
    'The version that the package states in a file is not the one that was bought.',
    notBought,
  ),
  'license-version-unread': {
    outcome: 'unknown',
    text: 'A file that should state the version was not read: its rule is a pattern with a star, it is a link, or it is too large.',
    next: 'Name the file itself in the rule of kind `version`; if it is named, look at the package with `assay inspect`.',
  },
  'license-files-undeclared': refuted('The package holds files that its manifest does not declare.', notBought),
  'license-files-not-packed': refuted('The package’s manifest declares files that it does not hold.'),
  'license-executables': refuted('The package brings commands.', notBought),
  'license-extensions': refuted('The package compiles native code when it is installed.', notBought),
  'license-plugins': refuted('The package hooks itself into the package manager.', notBought),
  'license-scripts': refuted('The package runs scripts when it is installed.', notBought),
  'license-autoload': refuted('The package has code loaded that nobody asked for.', notBought),
  'license-post-install-message': refuted('The package prints a message when it is installed.'),
  'license-dependencies': refuted('The package pulls in packages that its rules do not name.', notBought),
  'license-symlink': refuted('The package holds a link.', notBought),
} as const satisfies CodeCatalogue;

/** A code of {@link contentCodes}. */
export type ContentCode = keyof typeof contentCodes;
