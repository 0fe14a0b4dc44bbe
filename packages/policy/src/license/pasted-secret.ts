/** Secrets that somebody wrote where only the name of their place belongs. Found before anything is explained: no message repeats one. */

import { nearestWord } from '@assay/model';
import type { Path } from '../locate.js';
import type { Refuse } from '../refuse.js';
import { credentialWords } from './license-shape.js';

/** Where a mapping stands. */
export interface MappingPlace {
  readonly path: Path;
  readonly refuse: Refuse;
}

const message = 'this looks like a secret, and a policy names only where secrets lie';
const hint =
  'Write `credentials: {env: {username: ACME_USERNAME, password: ACME_PASSWORD}}`, with names of variables. If the secret was committed, replace it: it is known.';

/** Throws what `refuse` makes for an entry or a profile, as plain data, in which a credential or a token seems to be written out. */
export function refusePastedSecrets(data: unknown, { path, refuse }: MappingPlace): void {
  if (!isMapping(data)) return;
  const found = credentialPath(data['credentials']) ?? urlPath(data) ?? memberPath(data);
  if (found !== null) throw refuse([...path, ...found], message, hint);
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A word is one of ours, or nearly; everything else that is written there could be what it should point at. */
function credentialPath(value: unknown): Path | null {
  if (typeof value === 'string') return isWord(value) ? null : ['credentials'];
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'string' && !isWord(item)) ? ['credentials'] : null;
  if (!isMapping(value)) return null;
  const odd = Object.keys(value).find((key) => key !== 'env' && (!isName(key) || typeof value[key] === 'string'));
  return odd === undefined ? variablePath(value['env']) : ['credentials', ...(isName(odd) ? [odd] : [])];
}

const words: readonly string[] = [...credentialWords, 'env'];

function isWord(text: string): boolean {
  if (words.includes(text)) return true;
  return text.length <= 16 && (text.trim() === '' || nearestWord(text, words) !== null);
}

/** Names of variables are written in capitals; what is long, without `_` and with digits is no name that people give. */
function variablePath(value: unknown): Path | null {
  const path = ['credentials', 'env'];
  if (typeof value === 'string') return path;
  if (!isMapping(value)) return null;
  const odd = Object.keys(value).find((key) => !isName(key));
  if (odd !== undefined) return path;
  const pasted = Object.keys(value).find((key) => typeof value[key] === 'string' && !isVariable(value[key]));
  return pasted === undefined ? null : [...path, pasted];
}

/** Keys are the ends of messages too: only those that are plain words are repeated. */
function isName(key: string): boolean {
  return /^[A-Za-z_]{1,16}$/.test(key);
}

function isVariable(text: string): boolean {
  if (!/^[A-Z_][A-Z\d_]{0,127}$/.test(text)) return false;
  return text.includes('_') || text.length < 16 || !/\d/.test(text);
}

/** `https://user:secret@host/`, also where a scheme was forgotten. */
function urlPath(data: Mapping): Path | null {
  const places: readonly Path[] = [
    ['source'],
    ['contact'],
    ...listPaths(data, 'redirects'),
    ...listPaths(data, 'namesakes'),
  ];
  const nested = listPaths(data, 'checksums').map((path) => [...path, 'url']);
  return [...places, ...nested].find((path) => hasUserinfo(valueAt(data, path))) ?? null;
}

function listPaths(data: Mapping, key: string): readonly Path[] {
  const value = data[key];
  return Array.isArray(value) ? value.slice(0, 1000).map((_, index) => [key, index]) : [[key]];
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    data,
  );
}

function hasUserinfo(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const at = value.lastIndexOf('@');
  return at > 0 && value.slice(0, at).includes(':');
}

const secretKeys: ReadonlySet<string> = new Set(['password', 'username', 'secret', 'auth', 'authToken', '_authToken']);

/** A token written out, credentials a level too high, and `{credentials:user:secret}`, which YAML reads as one key. */
function memberPath(data: Mapping): Path | null {
  if (typeof data['token'] === 'string') return ['token'];
  if (Object.keys(data).some((name) => name.includes(':'))) return [];
  const key = Object.keys(data).find((name) => secretKeys.has(name) && typeof data[name] === 'string');
  return key === undefined ? null : [key];
}
