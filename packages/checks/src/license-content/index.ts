/**
 * `license-content`: the package holds the files that its rules allow and nothing that runs, loads itself or pulls in more. Nothing
 * of it is executed to find out.
 */

import type { ArchiveEntry, CodeCatalogue, LicenseContentRules, LicenseFileRule } from '@assay/model';
import type { CheckResult } from '../check.js';
import { bareFile } from '../license/bare-file.js';
import { fileRules } from '../license/file-rules.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { contentOf, packageFiles, shapeOf } from '../license/package-files.js';
import { atMost, shown } from '../license/shown.js';
import { contentCodes, type ContentCode } from './codes.js';
import { manifestResults } from './manifest-results.js';
import { unreadResults } from './unread-results.js';

export const licenseContent: LicenseCheck = {
  id: 'license-content',
  phases: ['before', 'after', 'installed', 'bundled'],
  codes: { ...copyCodes, ...contentCodes } satisfies CodeCatalogue,
  run: (context) => judgeCopies(context, 'both', (copy) => judge(context, copy)),
};

type Result = CheckResult<ContentCode>;

/** The files of a copy, and what the rules say of each. */
interface Ruled {
  readonly files: readonly ArchiveEntry[];
  readonly rules: readonly LicenseFileRule[];
  readonly ruleOf: (path: string) => LicenseFileRule | undefined;
}

function judge(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const { content, ecosystem } = context.license;
  const unread = unreadResults(context, copy);
  if (unread.length > 0) return unread;
  if (bareFile(context, copy) !== null) {
    return [{ code: 'license-content-single-file', detail: `${copy.where} is a file, not a package.` }];
  }
  const files = packageFiles(copy.listing, shapeOf(ecosystem, copy.kind));
  const ruled = ruledBy(content, files);
  const strangers = strangersIn(ruled);
  if (strangers.length === mostStrangers) return atMost(strangers);
  const problems = [
    ...atMost(strangers),
    ...fileResults(ruled),
    ...countResults(content, files, strangers),
    ...sizeResults(context, ruled),
    ...linkResults(context, files),
    ...versionResults(context, copy, ruled),
    ...manifestResults(context, copy, files),
  ];
  if (problems.length > 0) return problems;
  const free = content.files.length === 0 ? ' Its rules name no files, so any may be there.' : '';
  return [
    {
      code: 'license-content-allowed',
      detail: `${count(files.length, 'file')}, ${String(bytesOf(files))} bytes.${free}`,
    },
  ];
}

/** Far more than a licence has, and few enough to try every pattern on every name. */
const mostTried = 1000;

/** Patterns are not tried on the names of an archive that holds far too many: that there are too many is told. */
function ruledBy({ files: rules, maxFiles }: LicenseContentRules, files: readonly ArchiveEntry[]): Ruled {
  const isFlood = maxFiles !== null && files.length > Math.max(maxFiles, mostTried);
  return isFlood ? { files, rules: [], ruleOf: () => undefined } : { files, rules, ruleOf: fileRules(rules) };
}

/** How many there are says less than which of them should not be there. */
function countResults(
  { maxFiles }: LicenseContentRules,
  files: readonly ArchiveEntry[],
  strangers: readonly Result[],
): readonly Result[] {
  return strangers.length > 0 ? [] : over(maxFiles, files.length, 'files');
}

/** A number above its limit; null: there is none. */
function over(limit: number | null, actual: number, what: string): readonly Result[] {
  if (limit === null || actual <= limit) return [];
  return [{ code: 'license-content-too-large', detail: `${String(actual)} ${what}, ${String(limit)} are allowed.` }];
}

/** Files that no rule names: so many at most, for each is tried on all patterns. */
const mostStrangers = 1000;

function strangersIn({ files, rules, ruleOf }: Ruled): readonly Result[] {
  const strangers: Result[] = [];
  for (const { path } of rules.length === 0 ? [] : files) {
    if (ruleOf(path) === undefined) strangers.push({ code: 'license-file-unexpected', detail: shown(path) });
    if (strangers.length === mostStrangers) break;
  }
  return strangers;
}

function fileResults({ files, rules, ruleOf }: Ruled): readonly Result[] {
  if (rules.length === 0) return [];
  const byRule = Map.groupBy(files, ({ path }) => ruleOf(path));
  return rules.flatMap((rule) => ruleResults(rule, byRule.get(rule) ?? []));
}

function ruleResults(rule: LicenseFileRule, files: readonly ArchiveEntry[]): readonly Result[] {
  const { pattern, required, max, maxBytes } = rule;
  const results: Result[] = [];
  if (required && files.length === 0)
    results.push({ code: 'license-file-missing', detail: `${shown(pattern)} is not there.` });
  if (max !== null && files.length > max) {
    const detail = `${count(files.length, 'file')} fit ${shown(pattern)}, ${String(max)} may.`;
    results.push({ code: 'license-too-many-files', detail });
  }
  const large = maxBytes === null ? [] : files.filter(({ size }) => size > maxBytes);
  const tooLarge = large.map(({ path, size }): Result => {
    return {
      code: 'license-file-too-large',
      detail: `${shown(path)} has ${String(size)} bytes, ${String(maxBytes)} are allowed.`,
    };
  });
  return [...results, ...atMost(tooLarge)];
}

function sizeResults({ license }: LicenseContext, { files, rules, ruleOf }: Ruled): readonly Result[] {
  const { maxBytes, maxCodeBytes } = license.content;
  const code = rules.length === 0 ? [] : files.filter(({ path }) => ruleOf(path)?.kind === 'code');
  return [...over(maxBytes, bytesOf(files), 'bytes in all'), ...over(maxCodeBytes, bytesOf(code), 'bytes of code')];
}

function linkResults({ license }: LicenseContext, files: readonly ArchiveEntry[]): readonly Result[] {
  if (license.content.allow.includes('symlinks')) return [];
  const links = files.filter(({ type }) => type !== 'file');
  const results = links.map(({ path, linkTarget = '' }): Result => {
    return { code: 'license-symlink', detail: `${shown(path)} leads to ${shown(linkTarget)}.` };
  });
  return atMost(results);
}

/** A file whose rule says that it holds the version must hold this one. */
function versionResults(
  { license }: LicenseContext,
  { listing }: LicenseCopy,
  { files, ruleOf }: Ruled,
): readonly Result[] {
  const stated = files.filter(({ path }) => ruleOf(path)?.kind === 'version');
  const results = stated.flatMap((entry): readonly Result[] => {
    const bytes = contentOf(listing, entry);
    if (bytes === undefined) return [{ code: 'license-version-unread', detail: `${shown(entry.path)} was not read.` }];
    const text = textOf(bytes);
    if (text === license.version) return [];
    const detail = `${shown(entry.path)} says ${JSON.stringify(text.slice(0, 200))}, the policy ${license.version}.`;
    return [{ code: 'license-version-file', detail }];
  });
  return atMost(results);
}

/** The beginning is enough: no version is that long. */
function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 1000));
  return bytes.length > 1000 ? text : text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

function bytesOf(files: readonly ArchiveEntry[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`;
}
