/**
 * `license-content`: the package holds the files that its rules allow and nothing that runs, loads itself or pulls in more. Nothing
 * of it is executed to find out.
 */

import { matchesPattern, type ArchiveEntry, type CodeCatalogue, type LicenseFileRule } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { packageFiles, packageMember, shapeOf } from '../license/package-files.js';
import { contentCodes, type ContentCode } from './codes.js';
import { manifestResults } from './manifest-results.js';

export const licenseContent: LicenseCheck = {
  id: 'license-content',
  phases: ['before', 'after', 'installed', 'bundled'],
  codes: { ...copyCodes, ...contentCodes } satisfies CodeCatalogue,
  run: (context) => judgeCopies(context, 'both', (copy) => judge(context, copy)),
};

type Result = CheckResult<ContentCode>;

function judge(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const { license } = context;
  const files = packageFiles(copy.listing, shapeOf(license.ecosystem, copy.kind));
  const unread = unreadResult(copy);
  if (unread !== null) return [unread];
  const problems = [
    ...fileResults(license.content.files, files),
    ...sizeResults(context, files),
    ...linkResults(context, files),
    ...versionResults(context, copy, files),
    ...manifestResults(context, copy, files),
  ];
  if (problems.length > 0) return problems;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const free = license.content.files.length === 0 ? ' Its rules name no files, so any may be there.' : '';
  return [{ code: 'license-content-allowed', detail: `${count(files.length, 'file')}, ${String(total)} bytes.${free}` }];
}

/** What could not be read to its end cannot be said to hold nothing else. */
function unreadResult({ listing, where }: LicenseCopy): Result | null {
  const refused = listing.problems.find(({ severity }) => severity !== 'note');
  if (refused !== undefined) {
    const path = refused.path === undefined ? '' : `"${refused.path.slice(0, 200)}": `;
    return { code: 'license-content-unclear', detail: `${where}: ${path}${refused.detail}` };
  }
  return listing.complete ? null : { code: 'license-content-unread', detail: `${where} was not read to its end.` };
}

function fileResults(rules: readonly LicenseFileRule[], files: readonly ArchiveEntry[]): readonly Result[] {
  if (rules.length === 0) return [];
  const strangers = files.filter(({ path }) => ruleOf(rules, path) === undefined);
  const unexpected = strangers.map(({ path }): Result => ({ code: 'license-file-unexpected', detail: shownPath(path) }));
  return [...atMost(unexpected), ...rules.flatMap((rule) => ruleResults(rule, filesOf(rule, rules, files)))];
}

/** The first rule that names a file is its rule. */
function ruleOf(rules: readonly LicenseFileRule[], path: string): LicenseFileRule | undefined {
  return rules.find(({ pattern }) => matchesPattern(pattern, path));
}

function filesOf(rule: LicenseFileRule, rules: readonly LicenseFileRule[], files: readonly ArchiveEntry[]) {
  return files.filter(({ path }) => ruleOf(rules, path) === rule);
}

function ruleResults(rule: LicenseFileRule, files: readonly ArchiveEntry[]): readonly Result[] {
  const { pattern, required, max, maxBytes } = rule;
  const results: Result[] = [];
  if (required && files.length === 0) results.push({ code: 'license-file-missing', detail: `${pattern} is not there.` });
  if (max !== null && files.length > max) {
    results.push({ code: 'license-too-many-files', detail: `${count(files.length, 'file')} fit ${pattern}, ${String(max)} may.` });
  }
  const large = maxBytes === null ? [] : files.filter(({ size }) => size > maxBytes);
  const tooLarge = large.map(({ path, size }): Result => {
    return { code: 'license-file-too-large', detail: `${shownPath(path)} has ${String(size)} bytes, ${String(maxBytes)} are allowed.` };
  });
  return [...results, ...atMost(tooLarge)];
}

function sizeResults({ license }: LicenseContext, files: readonly ArchiveEntry[]): readonly Result[] {
  const { maxFiles, maxBytes, maxCodeBytes, files: rules } = license.content;
  const bytes = (list: readonly ArchiveEntry[]) => list.reduce((sum, { size }) => sum + size, 0);
  const code = files.filter(({ path }) => ruleOf(rules, path)?.kind === 'code');
  const over = (limit: number | null, actual: number, what: string): readonly Result[] =>
    limit === null || actual <= limit
      ? []
      : [{ code: 'license-content-too-large', detail: `${String(actual)} ${what}, ${String(limit)} are allowed.` }];
  return [
    ...over(maxFiles, files.length, 'files'),
    ...over(maxBytes, bytes(files), 'bytes in all'),
    ...over(maxCodeBytes, bytes(code), 'bytes of code'),
  ];
}

function linkResults({ license }: LicenseContext, files: readonly ArchiveEntry[]): readonly Result[] {
  if (license.content.allow.includes('symlinks')) return [];
  const links = files.filter(({ type }) => type !== 'file');
  const results = links.map(({ path, linkTarget = '' }): Result => {
    return { code: 'license-symlink', detail: `${shownPath(path)} leads to ${shownPath(linkTarget)}.` };
  });
  return atMost(results);
}

/** A file whose rule says that it holds the version must hold this one. */
function versionResults({ license }: LicenseContext, copy: LicenseCopy, files: readonly ArchiveEntry[]): readonly Result[] {
  const stated = files.filter(({ path }) => ruleOf(license.content.files, path)?.kind === 'version');
  return stated.flatMap(({ path }) => {
    const bytes = packageMember(copy.listing, path);
    const text = bytes === undefined ? null : new TextDecoder().decode(bytes).trim();
    if (text === license.version) return [];
    const says = text === null ? 'could not be read' : `says ${JSON.stringify(text.slice(0, 200))}`;
    return [{ code: 'license-version-file', detail: `${shownPath(path)} ${says}, the policy ${license.version}.` } as const];
  });
}

const mostTold = 10;

/** A hostile package must not flood the report. */
function atMost(results: readonly Result[]): readonly Result[] {
  const told = results.slice(0, mostTold);
  const [last] = told.slice(-1);
  if (last === undefined || results.length <= mostTold) return results;
  const more = `${last.detail} And ${String(results.length - mostTold)} more.`;
  return [...told.slice(0, -1), { ...last, detail: more }];
}

function shownPath(path: string): string {
  return `"${path.slice(0, 200)}"`;
}

function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`;
}
