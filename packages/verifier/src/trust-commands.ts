/** `assay trust show|import|remove|update` as functions. */

import { basename } from 'node:path';
import {
  describeTrust,
  identityOfKeys,
  importedDocuments,
  importedEntry,
  importTrust,
  isUpTo,
  isUtcTime,
  readTrustDocuments,
  removeTrust,
  updateTrust,
  userHome,
  type NamedMirror,
  type TrustEntry,
  type TrustPart,
  type TrustPlace,
  type TrustProblem,
  type TrustUpdate,
} from '@assay/acquire';
import { AssayError, nearestWord, normaliseRegistryUrl, type TrustDocument } from '@assay/model';
import { readTime } from './read-time.js';
import { readTrustText } from './trust-for-run.js';
import { trustRefusal } from './trust-refusal.js';
import { version } from './version.js';

/** Where a command runs. */
export interface TrustCommandPlace {
  /** The environment. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working folder: if it is a checkout, its files have no say. */
  readonly cwd: string;
  /** RFC 3339; default: now. */
  readonly at?: string;
}

/** A trust document with what is inside. */
export interface ShownTrust extends TrustEntry {
  /** Its end has passed: whatever needs it cannot be verified. */
  readonly expired: boolean;
  /** Authorities, logs and keys in it; null when it cannot be read. */
  readonly parts: readonly TrustPart[] | null;
}

/** Everything that a run would trust. */
export interface TrustOverview {
  readonly at: string;
  readonly documents: readonly ShownTrust[];
  readonly problems: readonly TrustProblem[];
}

/** Lists what would be trusted, with who vouches for it. Opens no socket. */
export async function showTrust(place: TrustCommandPlace): Promise<TrustOverview> {
  const at = readTime(place.at);
  const { entries, problems } = await readTrustDocuments(trustPlace(place));
  return { at, documents: entries.map((entry) => shown(entry, at)), problems };
}

/** A file to trust. */
export interface TrustFile extends TrustCommandPlace {
  readonly file: string;
  /** Default: told by the content. */
  readonly kind?: TrustDocument['kind'];
  /** Default: the registry's host, or the file's name without its ending. */
  readonly name?: string;
  /** `registry-keys`: URL of the registry whose keys these are. */
  readonly registry?: string;
  /** RFC 3339 time or date after which it proves nothing any more. */
  readonly expires?: string;
}

/** An imported document, and the one whose place it takes. */
export interface ImportedTrust extends ShownTrust {
  /** Null: there was none with its kind and name. */
  readonly replaces: ShownTrust | null;
}

/**
 * Checks a document as a run would read it and stores it. Opens no socket. Throws AssayError `ERR_USAGE` for what is no trust document of
 * its kind and for options that do not fit, `ERR_CONFIG` when there is no store that may be written.
 */
export async function importTrustFile(options: TrustFile): Promise<ImportedTrust> {
  const { file } = options;
  const at = readTime(options.at);
  const text = await readTrustText(file, 'trust document');
  const kind = options.kind ?? kindOf(text, file);
  const entry = importedEntry({ ...identity(options, kind), text, source: file, at, ...endOf(options) });
  const why = trustRefusal(entry.document, at);
  if (why !== null) throw new AssayError('ERR_USAGE', `is no document of the kind ${kind}: ${why}`, { file });
  const replaced = await importTrust(trustPlace(options), entry);
  return { ...shown(entry, at), replaces: replaced === null ? null : shown(replaced, at) };
}

/** What to remove. */
export interface TrustToRemove extends TrustCommandPlace {
  readonly name: string;
  /** Needed only where documents of several kinds have that name. */
  readonly kind?: TrustDocument['kind'];
}

/** What was removed. */
export interface RemovedTrust {
  readonly removed: ShownTrust;
  /** What counts under that kind and name from now on; null: nothing. */
  readonly inForce: ShownTrust | null;
}

/**
 * Removes a document that the user imported; what ships under its name counts again. Opens no socket. Throws AssayError `ERR_USAGE` when
 * the user imported none of that name, or several, `ERR_CONFIG` when there is no store that may be written.
 */
export async function removeTrustDocument(options: TrustToRemove): Promise<RemovedTrust> {
  const at = readTime(options.at);
  const place = trustPlace(options);
  const entry = await entryToRemove(options, place);
  const { kind, name } = entry.document;
  await removeTrust(place, { kind, name });
  const { entries } = await readTrustDocuments(place);
  const next = entries.find(({ document }) => document.kind === kind && document.name === name);
  return { removed: shown(entry, at), inForce: next === undefined ? null : shown(next, at) };
}

async function entryToRemove({ name, kind }: TrustToRemove, place: TrustPlace): Promise<TrustEntry> {
  const imported = await importedDocuments(place);
  const called = imported.filter(({ document }) => document.name === name);
  const [entry, ...others] = called.filter(({ document }) => kind === undefined || document.kind === kind);
  if (entry === undefined) throw await notImported(name, imported, place);
  if (others.length === 0) return entry;
  const kinds = called.map(({ document }) => document.kind).join(', ');
  throw new AssayError('ERR_USAGE', `"${name}" is the name of several documents: ${kinds}`, {
    hint: 'Say with --kind which one to remove.',
  });
}

async function notImported(name: string, imported: readonly TrustEntry[], place: TrustPlace): Promise<AssayError> {
  const names = imported.map(({ document }) => document.name);
  const near = nearestWord(name, names);
  const { entries } = await readTrustDocuments(place);
  const isOther = near === null && entries.some(({ document }) => document.name === name);
  const which = names.length === 0 ? 'You imported none.' : `You imported ${names.join(', ')}.`;
  const other = 'Only what you imported is removed: what ships and what updates verified stays.';
  const hint = near !== null && near !== name ? `Did you mean ${near}?` : isOther ? other : which;
  return new AssayError('ERR_USAGE', `no document that you imported is called "${name}"`, { hint });
}

/** Where to update from. */
export interface TrustSource extends TrustCommandPlace {
  /** A TUF mirror of the user's; without it, the public ones and every mirror named before. */
  readonly mirror?: { readonly url: string; readonly rootFile?: string; readonly name?: string };
}

/** Updates trusted roots and registry keys by TUF. Throws AssayError `ERR_USAGE` or `ERR_CONFIG` for what cannot even be tried. */
export async function updateTrustStore(options: TrustSource): Promise<TrustUpdate & { readonly at: string }> {
  const env = options.env ?? process.env;
  const at = readTime(options.at);
  const mirror = await namedMirror(options.mirror);
  const update = await updateTrust({
    env,
    home: userHome(env),
    cwd: options.cwd,
    at,
    userAgent: `assay/${version}`,
    refuse: (document) => trustRefusal(document, at),
    ...(mirror === undefined ? {} : { mirror }),
  });
  return { ...update, at };
}

function trustPlace({ env = process.env, cwd }: TrustCommandPlace): TrustPlace {
  return { env, home: userHome(env), folders: [cwd] };
}

function shown(entry: TrustEntry, at: string): ShownTrust {
  const { expires } = entry.document;
  return { ...entry, expired: expires !== undefined && isUpTo(expires, at), parts: describeTrust(entry.document) };
}

/** By what each kind cannot lack. The document is read strictly afterwards. */
function kindOf(text: string, file: string): TrustDocument['kind'] {
  if (text.includes('-----BEGIN CERTIFICATE-----') && !text.trimStart().startsWith('{')) return 'gem-certificates';
  const value = parsed(text);
  if (Array.isArray(value?.['keys'])) return 'registry-keys';
  if (typeof value?.['mediaType'] === 'string') return 'sigstore-root';
  const hint = 'Say what it is with --kind sigstore-root, registry-keys or gem-certificates.';
  throw new AssayError('ERR_USAGE', 'is no trust document that is recognised', { file, hint });
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function identity(
  { file, name, registry }: TrustFile,
  kind: TrustDocument['kind'],
): Pick<TrustDocument, 'kind' | 'name' | 'registry'> {
  if (kind !== 'registry-keys') {
    if (registry !== undefined)
      throw new AssayError('ERR_USAGE', '--registry says whose registry keys these are; this is something else');
    return { kind, name: checkedName(name ?? basename(file).replace(/\.[^.]+$/u, ''), file) };
  }
  const url = registry === undefined ? null : normaliseRegistryUrl(registry);
  if (url === null) {
    const hint = 'Name it with --registry URL: keys must never count for another registry than theirs.';
    throw new AssayError('ERR_USAGE', 'it does not say whose registry keys these are', { file, hint });
  }
  const whose = identityOfKeys(url);
  return name === undefined ? whose : { ...whose, name: checkedName(name, file) };
}

/** Names stand in reports and policies: no spaces, nothing that needs escaping. */
const plainName = /^[A-Za-z0-9][\w.:/@-]{0,127}$/u;

function checkedName(name: string, file: string): string {
  if (plainName.test(name)) return name;
  const hint = 'Give it one with --name: letters, digits and . _ : / @ - only.';
  throw new AssayError('ERR_USAGE', 'has no name that can be used', { file, hint });
}

function endOf({ expires }: TrustFile): Pick<TrustDocument, 'expires'> {
  if (expires === undefined) return {};
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(expires) ? `${expires}T00:00:00Z` : expires;
  if (isUtcTime(time)) return { expires: time };
  throw new AssayError('ERR_USAGE', `"${expires}" is not a time`, {
    hint: 'Write it as 2027-01-31 or 2027-01-31T12:00:00Z.',
  });
}

async function namedMirror(mirror: TrustSource['mirror']): Promise<NamedMirror | undefined> {
  if (mirror === undefined) return undefined;
  const { url, rootFile, name } = mirror;
  if (name !== undefined) checkedName(name, url);
  const root = rootFile === undefined ? undefined : await readTrustText(rootFile, 'TUF root');
  return { url, ...(root === undefined ? {} : { root }), ...(name === undefined ? {} : { name }) };
}
