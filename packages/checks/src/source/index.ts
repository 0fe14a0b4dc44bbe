/**
 * `source`: the package comes from a registry that is allowed to serve this name, over https, and the locked URL is the URL
 * of this very name and version. Decided before any request is made.
 */

import {
  allowedRegistries,
  originOf,
  registryOfUrl,
  trustedRegistries,
  type CodeCatalogue,
  type Registry,
  type RegistryTable,
  type Subject,
  type SubjectFile,
} from '@assay/model';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { proposedRegistry } from './proposed-registry.js';

const listIt =
  'If it is right, list that registry under `registries` in the policy or in your own client configuration';

const codes = {
  ...sourceKindCodes,
  'source-allowed': { outcome: 'proven', text: 'The package comes from an allowed registry.', next: '' },
  'source-project-file': { outcome: 'not-applicable', text: 'The archive is a file of the project itself.', next: '' },
  'registry-not-allowed': {
    outcome: 'refuted',
    text: 'The lockfile takes the package from a registry that nobody but this checkout names.',
    next: `${listIt}; otherwise restore the lockfile: this is how a swapped registry looks.`,
  },
  'name-claimed-elsewhere': {
    outcome: 'refuted',
    text: 'The name belongs to another registry (dependency confusion).',
    next: 'Lock the package from the registry that claims its name.',
  },
  'insecure-url': {
    outcome: 'refuted',
    text: 'The lockfile takes the package over plain http.',
    next: 'Lock it again over https; some clients would fetch the URL as it stands.',
  },
  'url-mismatch': {
    outcome: 'refuted',
    text: 'The locked URL is that of another package or version.',
    next: 'Restore the lockfile: this is how a planted entry looks.',
  },
  'url-unreadable': {
    outcome: 'refuted',
    text: 'The locked URL is not an http(s) URL.',
    next: 'Lock the package again.',
  },
  'url-not-listed': {
    outcome: 'refuted',
    text: 'The archive comes from a plain URL outside any registry.',
    next: 'If it is right, list the URL’s folder under `registries` in the policy, with `names` for this package.',
  },
  'git-source': {
    outcome: 'absent',
    text: 'The package comes from a git repository; no registry vouches for it.',
    next: 'Use a published version, or allow this package by a rule or a waiver.',
  },
  'registry-proposed': {
    outcome: 'unknown',
    text: 'The checkout’s own settings have clients fetch the package from a registry that nobody vouches for, and no strong digest holds what that one serves.',
    next: `${listIt}; otherwise remove the setting, or have the package manager lock a SHA-512 digest.`,
  },
  'no-registry': {
    outcome: 'unknown',
    text: 'No allowed registry is known for this package.',
    next: 'Name the registry under `registries` in the policy or in your own client configuration.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof codes>;

export const source: Check = { id: 'source', depth: 'pins', wants: [], codes, run };

function run(context: CheckContext): readonly Result[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  switch (subject.source.kind) {
    case 'git':
      return [{ code: 'git-source', detail: `${subject.name} comes from ${subject.source.url}.` }];
    case 'archive':
      return [{ code: 'source-project-file', detail: `${subject.name} is the file ${subject.source.path}.` }];
    case 'url':
      return [judgePlainUrl(context, subject.source.url)];
    default:
      return judgeRegistry(context);
  }
}

function judgePlainUrl({ subject, registries }: CheckContext, url: string): Result {
  const claiming = allowedRegistries(registries, subject.ecosystem, subject.name).filter((r) => r.names.length > 0);
  const match = registryOfUrl(claiming, url);
  if (match !== null) return { code: 'source-allowed', detail: `${subject.name} comes from ${match.base}.` };
  return { code: 'url-not-listed', detail: `${subject.name} comes from ${shownUrl(url)}.` };
}

function judgeRegistry(context: CheckContext): readonly Result[] {
  const { subject, registries } = context;
  const allowed = allowedRegistries(registries, subject.ecosystem, subject.name);
  const named = subject.source.kind === 'registry' ? subject.source.url : undefined;
  if (named !== undefined && registryOfUrl(allowed, named) === null) return [refuseUrl(context, named)];
  if (allowed.length === 0)
    return [{ code: 'no-registry', detail: `No registry is allowed to serve ${subject.name}.` }];
  if (subject.files.length === 0) return [allowedBy(allowed, subject.name)];
  return subject.files.map((file) => judgeFile(context, allowed, file));
}

function judgeFile(context: CheckContext, allowed: readonly Registry[], file: SubjectFile): Result {
  const match = file.url === undefined ? undefined : registryOfUrl(allowed, file.url);
  if (match === null) return { ...refuseUrl(context, file.url ?? ''), file: file.name };
  const proposed = proposedRegistry(context.registries, context.subject, file);
  if (proposed !== null) {
    const detail = `${context.subject.name} would come from ${proposed.url}, which only the checkout names.`;
    return { code: 'registry-proposed', detail, file: file.name };
  }
  if (file.url === undefined || match === undefined)
    return { ...allowedBy(allowed, context.subject.name), file: file.name };
  const same = context.ecosystem.matchUrl(context.subject, file, match.base);
  if (same.match === 'different') return { code: 'url-mismatch', detail: same.detail, file: file.name };
  return { code: 'source-allowed', detail: `${file.name} comes from ${match.registry.url}.`, file: file.name };
}

function allowedBy(allowed: readonly Registry[], name: string): Result {
  const urls = allowed.map((registry) => registry.url).join(', ');
  return { code: 'source-allowed', detail: `${name} names no URL, so it comes from ${urls}.` };
}

/** Says why a URL is outside the registries that may serve the subject. */
function refuseUrl({ subject, registries }: CheckContext, url: string): Result {
  const origin = originOf(url);
  if (origin === null) return { code: 'url-unreadable', detail: `"${url}" is not an http(s) URL.` };
  if (isPlainHttpOf(registries, subject, url)) {
    return { code: 'insecure-url', detail: `${subject.name} is locked to ${shownUrl(url)}.` };
  }
  const match = registryOfUrl(trustedRegistries(registries, subject.ecosystem), url);
  if (match !== null) {
    const detail = `${subject.name} is locked from ${match.registry.url}, but another registry claims that name.`;
    return { code: 'name-claimed-elsewhere', detail };
  }
  return { code: 'registry-not-allowed', detail: `${subject.name} is locked from ${origin}, which is not allowed.` };
}

/** True when the URL would be allowed if only it were https. */
function isPlainHttpOf(registries: RegistryTable, subject: Subject, url: string): boolean {
  if (!url.toLowerCase().startsWith('http:')) return false;
  const secure = `https:${url.slice('http:'.length)}`;
  return registryOfUrl(allowedRegistries(registries, subject.ecosystem, subject.name), secure) !== null;
}

/** A URL as it may be shown: without userinfo, query and fragment. */
function shownUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  return `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`;
}
