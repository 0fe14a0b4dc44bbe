/** Everything that can be wrong with a copy on this machine: one code and one sentence each. README.md of this folder explains them. */

import type { ArchiveProblem, LocalCopyRead, ProblemSeverity } from '@assay/model';

interface CopyProblemInfo {
  readonly severity: ProblemSeverity;
  /** One sentence. */
  readonly text: string;
}

const refuse = (text: string): CopyProblemInfo => ({ severity: 'refuse', text });
const limit = (text: string): CopyProblemInfo => ({ severity: 'limit', text });

const inListing = {
  'tree-special-file': refuse('It is a pipe, a socket or a device.'),
  'tree-link': refuse('It is a symbolic link where the package itself should lie; it was not followed.'),
  'tree-link-outside': refuse('It is a symbolic link that leads out of the package.'),
  'tree-name-bytes': refuse('Its name is not UTF-8.'),
  'tree-name-control': refuse('Its name holds control characters.'),
  'tree-not-a-folder': refuse('It is not a folder.'),
  'tree-not-a-file': refuse('It is not a regular file.'),
  'tree-unreadable': limit('It cannot be read.'),
  'tree-changed': limit('It changed while it was read.'),
  'tree-limit-entries': limit('There are more files and folders than are looked at.'),
  'tree-limit-bytes': limit('The files are larger than is looked at.'),
  'tree-limit-depth': limit('Folders are nested more deeply than is looked at.'),
  'tree-limit-path': limit('Its path is longer than is looked at.'),
  'store-entry-malformed': limit('The store’s record of the package is not one that its package manager writes.'),
  'store-content-missing': limit('The store names content that it does not hold.'),
  'store-content-mismatch': refuse('Content of the store is not what its name says.'),
} as const satisfies Record<string, CopyProblemInfo>;

const besides = {
  'installed-gemspec-missing': 'RubyGems has no specification of it.',
  'installed-gemspec-unreadable': 'RubyGems’ specification of it cannot be read.',
  'installed-gemspec-code': 'RubyGems’ specification of it holds code that RubyGems does not write and would run.',
  'installed-gemspec-identity': 'RubyGems’ specification of it is one of another package.',
  'installed-gemspec-double': 'Another specification says that it is this gem, and RubyGems may take that one.',
  'installed-gemspec-require-path': 'RubyGems would load its code from outside of its folder.',
  'installed-tree-missing': 'RubyGems has a specification of it, and its folder is missing.',
  'installed-extension-folder': 'RubyGems would load compiled code that lies beside it.',
  'installed-plugin': 'RubyGems runs a plugin of it with every command.',
  'installed-other-platform': 'One of another platform lies beside it, which RubyGems may take instead.',
  'installed-shadow': 'A file beside it is loaded in its place.',
  'nested-packages': 'Other packages lie in its folder, where its code finds them first.',
} as const satisfies Record<string, string>;

/** Codes of what is wrong in a listing of files. */
export type TreeProblemCode = keyof typeof inListing;

/** Codes of what is wrong beside the package's own files. */
export type CopyProblemCode = keyof typeof besides;

/** All codes with their sentence; those in listings with their severity. */
export const copyProblems: Readonly<
  Record<TreeProblemCode | CopyProblemCode, { readonly severity?: ProblemSeverity; readonly text: string }>
> = {
  ...inListing,
  ...Object.fromEntries(Object.entries(besides).map(([code, text]) => [code, { text }])),
} as Record<TreeProblemCode | CopyProblemCode, { readonly severity?: ProblemSeverity; readonly text: string }>;

/** A problem of a listing. `why`: what else is known, in a few words. */
export function treeProblem(code: TreeProblemCode, path?: string, why?: string): ArchiveProblem {
  const { severity, text } = inListing[code];
  return {
    code,
    severity,
    ...(path === undefined ? {} : { path }),
    detail: why === undefined ? text : `${text.slice(0, -1)} (${why}).`,
  };
}

/** A problem beside the listing. */
export function copyProblem(code: CopyProblemCode, why?: string): LocalCopyRead['problems'][number] {
  const text = besides[code];
  return { code, detail: why === undefined ? text : `${text.slice(0, -1)}: ${why}.` };
}
