/** Entries of a feed, each in the one form it may have. A wrong one throws, to be caught where the feed is read. */

import { asList, asMap, asNumber, asText, type DocMap } from '@assay/documents';
import { digestAlgorithm, digestFromHex, isStrong, type Digest } from '@assay/model';
import { purlPatternProblem } from './denied-purl.js';
import { instantOf } from '../registry/instant.js';
import type { DeniedDigest, DeniedFeed, DeniedPublisher, DeniedPurl } from './denied-feed.js';

/** Why an entry is none, and on which line of the document. */
export class EntryRefusal extends Error {
  readonly line: number;

  constructor(map: DocMap, what: string) {
    super(what);
    this.line = map.line;
  }
}

/** So many entries are read of each kind: each is compared with each component. */
const mostEntries = 100_000;
const longest = 1024;

/** Fails for a member that nobody knows: a mistyped one would deny nothing. */
export function onlyMembers(map: DocMap, known: readonly string[]): void {
  for (const [name] of map.entries()) {
    if (!known.includes(name))
      throw new EntryRefusal(map, `"${shortened(name)}" is not a member here: they are ${known.join(', ')}`);
  }
}

/** A text on one line. */
export function textOf(map: DocMap, name: string): string {
  const text = asText(map.get(name)) ?? '';
  if (/\S/.test(text) && text.length <= longest && !/[\r\n]/.test(text)) return text;
  throw new EntryRefusal(map, `${name} is a text on one line, of at most ${longest} characters`);
}

/** A whole number from 1 on. */
export function sequenceOf(map: DocMap): number {
  const sequence = asNumber(map.get('sequence'));
  if (sequence !== undefined && Number.isSafeInteger(sequence) && sequence > 0) return sequence;
  throw new EntryRefusal(map, 'sequence is a whole number from 1 on, and greater than that of the issue before');
}

/** RFC 3339 in UTC. */
export function timeOf(map: DocMap, name: string): string {
  const text = asText(map.get(name)) ?? '';
  if (instantOf(text) !== null) return text;
  throw new EntryRefusal(map, `${name} is a time as in 2026-11-26T12:00:00Z`);
}

/** What `read` makes of each item; none where the member is missing. */
export function entriesOf<T>(map: DocMap, name: string, read: (entry: DocMap) => T): readonly T[] {
  if (!map.has(name)) return [];
  const items = asList(map.get(name));
  if (items === undefined || items.length > mostEntries) {
    throw new EntryRefusal(map, `${name} is a list of at most ${mostEntries} entries`);
  }
  return items.map((item) => {
    const entry = asMap(item);
    if (entry === undefined) throw new EntryRefusal(map, `${name} is a list of objects`);
    return read(entry);
  });
}

/** SHA-256 or stronger, as `{alg, value}`. */
function deniedDigestOf(entry: DocMap): DeniedDigest {
  onlyMembers(entry, ['alg', 'value', 'reason', 'since']);
  return { digest: digestOf(entry, textOf(entry, 'alg'), textOf(entry, 'value')), ...reasonOf(entry) };
}

/** The same, as `{digest: 'sha256:…'}`. */
export function listedDigestOf(entry: DocMap): DeniedDigest {
  onlyMembers(entry, ['digest', 'reason', 'since']);
  const text = textOf(entry, 'digest');
  const colon = text.indexOf(':');
  return { digest: digestOf(entry, text.slice(0, Math.max(0, colon)), text.slice(colon + 1)), ...reasonOf(entry) };
}

function digestOf(entry: DocMap, name: string, hex: string): Digest {
  const alg = digestAlgorithm(name);
  const digest = alg !== null && isStrong(alg) && hex === hex.toLowerCase() ? digestFromHex(alg, hex) : null;
  if (digest !== null) return digest;
  throw new EntryRefusal(entry, 'the digest is SHA-256, SHA-384 or SHA-512 in lowercase hex, as in sha256:…');
}

function reasonOf(entry: DocMap): Pick<DeniedDigest, 'reason' | 'since'> {
  const reason = textOf(entry, 'reason');
  if (!entry.has('since')) return { reason };
  const since = textOf(entry, 'since');
  if (/^\d{4}-\d\d-\d\d$/.test(since) && instantOf(`${since}T00:00:00Z`) !== null) return { reason, since };
  throw new EntryRefusal(entry, 'since is a day as in 2026-11-26');
}

/** `{pattern, reason}`. */
export function deniedPurlOf(entry: DocMap, member: 'pattern' | 'purl' = 'pattern'): DeniedPurl {
  onlyMembers(entry, [member, 'reason']);
  const text = textOf(entry, member);
  const problem = purlPatternProblem(text, member);
  if (problem !== null) throw new EntryRefusal(entry, problem);
  return { pattern: text, reason: textOf(entry, 'reason') };
}

const workflow = ['repository', 'repositoryId', 'ownerId'] as const;

/** Fields that name somebody of each kind. */
const fields: ReadonlyMap<string, readonly (keyof DeniedPublisher)[]> = new Map<
  string,
  readonly (keyof DeniedPublisher)[]
>([
  ['github', workflow],
  ['gitlab', workflow],
  ['buildkite', ['repository']],
  ['email', ['email']],
  ['identity', ['identity']],
  ['certificate', ['fingerprint']],
  ['registry-key', ['keyId']],
  ['managed-key', ['fingerprint']],
]);

/** `{kind, …, reason}`. */
export function deniedPublisherOf(entry: DocMap): DeniedPublisher {
  const kind = asText(entry.get('kind')) ?? '';
  const known = fields.get(kind);
  if (known === undefined) throw new EntryRefusal(entry, `kind is one of ${[...fields.keys()].join(', ')}`);
  onlyMembers(entry, ['kind', ...known, 'reason']);
  const given = known.filter((name) => entry.has(name)).map((name) => [name, fieldOf(entry, name)] as const);
  if (given.length === 0) throw new EntryRefusal(entry, `a publisher of kind ${kind} has ${known.join(' or ')}`);
  if (given.length > 1 && given.some(([name]) => name === 'ownerId')) {
    throw new EntryRefusal(entry, 'ownerId stands alone: it denies all that the owner has');
  }
  return { kind, ...Object.fromEntries(given), reason: textOf(entry, 'reason') } as DeniedPublisher;
}

function fieldOf(entry: DocMap, name: keyof DeniedPublisher): string {
  const value = entry.get(name);
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOf(entry, name);
  if (name === 'fingerprint') {
    const hex = text.replace(/^sha256:/, '').toLowerCase();
    if (/^[0-9a-f]{64}$/.test(hex)) return hex;
    throw new EntryRefusal(entry, 'fingerprint is a SHA-256 in hex');
  }
  const form = forms.get(name);
  if (form === undefined || form.pattern.test(text)) return text;
  throw new EntryRefusal(entry, `${name} is ${form.what}`);
}

/** What looks otherwise is nobody's, and would deny nothing. */
const forms: ReadonlyMap<string, { readonly pattern: RegExp; readonly what: string }> = new Map([
  ['repositoryId', { pattern: /^[1-9]\d{0,19}$/, what: 'a number' }],
  ['ownerId', { pattern: /^[1-9]\d{0,19}$/, what: 'a number' }],
  [
    'repository',
    { pattern: /^[\w.-]+(?:\/[\w.-]+)+(?<!\.git)$/, what: 'OWNER/NAME, without the address of a server or `.git`' },
  ],
  ['email', { pattern: /^[^\s@*]+@[^\s@*]+$/, what: 'one e-mail address' }],
  ['identity', { pattern: /^[^\s*](?:[^*]*[^\s*])?$/, what: 'written out, without wildcards' }],
  ['keyId', { pattern: /^[^\s*]+$/, what: 'written out, without wildcards' }],
]);

/** The lists of a feed. */
export function listsOf(map: DocMap): Pick<DeniedFeed, 'digests' | 'publishers' | 'purls'> {
  return {
    digests: entriesOf(map, 'digests', deniedDigestOf),
    publishers: entriesOf(map, 'publishers', deniedPublisherOf),
    purls: entriesOf(map, 'purls', (entry) => deniedPurlOf(entry)),
  };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
