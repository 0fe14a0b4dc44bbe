/**
 * `license-code`: the code in the package is code that its vendor is known to ship, by the digest of its normalised text. Code is
 * never run; code that is not known is shown.
 */

import { digestOf, matchesPattern, type ArchiveEntry, type CodeCatalogue, type CodeTemplate } from '@assay/model';
import type { CheckResult } from '../check.js';
import { fileRules } from '../license/file-rules.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { contentOf, packageFiles, packageMember, shapeOf } from '../license/package-files.js';
import { atMost, shown, shownList } from '../license/shown.js';
import { entryPoints, resolvedPath } from './entry-points.js';
import { isCodePath } from './code-endings.js';
import { normaliseCode } from './normalise-code.js';

const own = {
  'license-code-known': { outcome: 'proven', text: 'The code is the vendor’s known code.', next: '' },
  'license-code-none': { outcome: 'not-applicable', text: 'The package holds no code.', next: '' },
  'license-code-unchecked': {
    outcome: 'not-applicable',
    text: 'The package is a library: its digest answers for its code.',
    next: '',
  },
  'license-code-unread': {
    outcome: 'unknown',
    text: 'The package could not be read to its end, so there may be more code.',
    next: 'Mend what `license-content` says about this copy first.',
    follows: 'license-content',
  },
  'license-code-unknown': {
    outcome: 'unknown',
    text: 'The package holds code that no template knows.',
    next: 'Read the code. If it is the vendor’s, add the first lines that are shown to `content.templates` of this entry; if not, do not install.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const licenseCode: LicenseCheck = {
  id: 'license-code',
  phases: ['before', 'after', 'installed', 'bundled'],
  codes: { ...copyCodes, ...own },
  run: (context) => judgeCopies(context, 'both', (copy) => judge(context, copy)),
};

function judge(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const { vendor, content } = context.license;
  if (content.code === 'unchecked') return [{ code: 'license-code-unchecked', detail: `${vendor} ships a library.` }];
  const sources = sourcesOf(context, copy);
  const unknown = sources.flatMap((entry) => unknownIn(context, copy, entry));
  if (unknown.length > 0) return atMost(unknown.map((code) => tell(code, unknown.length)));
  if (!copy.listing.complete)
    return [{ code: 'license-code-unread', detail: `${copy.where} was not read to its end.` }];
  if (sources.length === 0) return [{ code: 'license-code-none', detail: `${copy.where} holds no code.` }];
  return [{ code: 'license-code-known', detail: `${shownList(sources.map(({ path }) => path))}: known.` }];
}

/** What the rules call code, and what would be run as code whatever the rules call it; links among them. */
function sourcesOf({ license }: LicenseContext, { kind, listing, facts }: LicenseCopy): readonly ArchiveEntry[] {
  const { files: rules } = license.content;
  const ruleOf = fileRules(rules);
  const patterns = rules.filter(({ kind: what }) => what === 'code').map(({ pattern }) => pattern);
  const isRuled = (path: string) =>
    patterns.some((pattern) => matchesPattern(pattern, path)) && ruleOf(path)?.kind === 'code';
  const { executables = [], extensions = [], autoload = [] } = 'problem' in facts ? {} : facts.features;
  // Commands, what builds native code and what Composer loads by itself need no ending.
  const run = new Set([...executables, ...extensions, ...autoload].map(resolvedPath));
  const isLoaded = entryPoints(license.ecosystem === 'npm' ? packageMember(listing, 'package.json') : undefined);
  const files = packageFiles(listing, shapeOf(license.ecosystem, kind));
  return files.filter(({ path }) => isCodePath(path) || isRuled(path) || isLoaded(path) || run.has(path));
}

interface UnknownCode {
  readonly path: string;
  /** Normalised; null where it is no text, or was not read. */
  readonly text: string | null;
  /** What a template would have: of the text, or of the bytes of what is none. */
  readonly digest: string | undefined;
}

function unknownIn({ license }: LicenseContext, { listing }: LicenseCopy, entry: ArchiveEntry): readonly UnknownCode[] {
  const { path, type, sha256 } = entry;
  const bytes = contentOf(listing, entry);
  const text = bytes === undefined ? null : normaliseCode(bytes, { version: license.version, path });
  const digest = text === null ? sha256 : digestOf('sha256', new TextEncoder().encode(text)).value;
  const isKnown = ({ pattern, sha256: known }: CodeTemplate) =>
    type === 'file' && known === digest && matchesPattern(pattern, path);
  return license.content.templates.some(isKnown) ? [] : [{ path, text, digest }];
}

const longestPath = 200;
/** Characters of code in all that one copy may put into a report. */
const mostCode = 4000;

/** The lines for the policy come first, in a form that no terminal breaks, then the code. */
function tell({ path, text, digest }: UnknownCode, count: number): Result {
  const most = Math.ceil(mostCode / count);
  const code = text === null ? '' : `\n${text.slice(0, most).trimEnd()}${text.length > most ? '…' : ''}\n`;
  const unread = text === null ? ', and was not read as text' : '';
  return {
    code: 'license-code-unknown',
    detail: `${shown(path)} fits no template${unread}.`,
    excerpt: `${templateLines(path, digest)}\n${code}`,
  };
}

/** As the policy takes it. A path with a star would be a pattern for more than this file. */
function templateLines(path: string, digest: string | undefined): string {
  const isName = path.length <= longestPath && !path.includes('*');
  if (!isName || digest === undefined) return 'No template can be shown for it.';
  return ['- name: code', `  pattern: ${JSON.stringify(path)}`, `  sha256: ${digest}`].join('\n');
}
