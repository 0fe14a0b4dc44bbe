/**
 * `license-code`: the code in the package is code that its vendor is known to ship, by the digest of its normalised text. Code is
 * never run; code that is not known is shown.
 */

import { digestOf, matchesPattern, type ArchiveEntry, type CodeCatalogue, type CodeTemplate } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { packageFiles, packageMember, shapeOf } from '../license/package-files.js';
import { normaliseCode } from './normalise-code.js';

const own = {
  'license-code-known': { outcome: 'proven', text: 'The code is the vendor’s known code.', next: '' },
  'license-code-none': { outcome: 'not-applicable', text: 'The package holds no code.', next: '' },
  'license-code-unchecked': {
    outcome: 'not-applicable',
    text: 'The package is a library: its digest answers for its code.',
    next: '',
  },
  'license-code-unknown': {
    outcome: 'unknown',
    text: 'The package holds code that no template knows.',
    next: 'Read the code below. If it is the vendor’s, add the line to `content.templates` of this entry in the policy; if not, do not install.',
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
  const { license } = context;
  const { code, files: rules } = license.content;
  if (code === 'unchecked') return [{ code: 'license-code-unchecked', detail: `${license.vendor} ships a library.` }];
  const kindOf = (path: string) => rules.find(({ pattern }) => matchesPattern(pattern, path))?.kind;
  const files = packageFiles(copy.listing, shapeOf(license.ecosystem, copy.kind));
  const sources = files.filter(({ path, type }) => type === 'file' && isCode(path, kindOf(path)));
  if (sources.length === 0) return [{ code: 'license-code-none', detail: `${copy.where} holds no code.` }];
  const unknown = sources.flatMap((entry) => judgeFile(context, copy, entry));
  return unknown.length > 0 ? unknown : [{ code: 'license-code-known', detail: `${names(sources)}: known.` }];
}

const codeEndings = ['.rb', '.js', '.cjs', '.mjs', '.ts', '.php', '.py', '.sh', '.so', '.node', '.rake', '.gemspec', '.phar'];

/** What the rules call code, and what looks like it wherever it lies. */
function isCode(path: string, kind: string | undefined): boolean {
  return kind === 'code' || (kind === undefined && codeEndings.some((ending) => path.toLowerCase().endsWith(ending)));
}

function judgeFile({ license }: LicenseContext, copy: LicenseCopy, { path, sha256 }: ArchiveEntry): readonly Result[] {
  const bytes = packageMember(copy.listing, path);
  const normal = bytes === undefined ? null : normaliseCode(bytes, license.version);
  const digest = normal === null ? null : digestOf('sha256', new TextEncoder().encode(normal)).value;
  const fits = (template: CodeTemplate) =>
    matchesPattern(template.pattern, path) && (template.sha256 === digest || template.sha256 === sha256);
  return license.content.templates.some(fits) ? [] : [unknownCode(path, normal, digest ?? sha256)];
}

const mostShown = 4000;

function unknownCode(path: string, text: string | null, digest: string | undefined): Result {
  const line = `{pattern: ${path}, sha256: ${digest ?? 'unknown'}}`;
  const code = text === null ? 'It is no text, or was not read.' : `${text.slice(0, mostShown)}${text.length > mostShown ? '…' : ''}`;
  return { code: 'license-code-unknown', detail: `"${path.slice(0, 200)}": template ${line}. ${code}` };
}

function names(entries: readonly ArchiveEntry[]): string {
  const shown = entries.slice(0, 5).map(({ path }) => path.slice(0, 200));
  return `${shown.join(', ')}${entries.length > 5 ? ' …' : ''}`;
}
