/** The settings of `bunfig.toml` that say where packages come from, under the names npm’s settings have. */

import { decodeUtf8 } from '@assay/documents';
import { parse } from 'smol-toml';
import { nerfDart } from './nerf-dart.js';
import { parseHttpUrl } from './parse-http-url.js';

/** People write a few lines. A larger file would only keep the parser busy. */
const maxBytes = 64 * 1024;

/** The settings, or why the file is none that Bun reads. */
export type BunTomlResult =
  | {
      readonly ok: true;
      /** `registry`, `@scope:registry`, and credentials as npm’s “nerf darts”. */
      readonly values: ReadonlyMap<string, string>;
      /** The names of everything that `[install]` sets. */
      readonly installs: ReadonlySet<string>;
      /** The folder that Bun keeps packages in, if it is set. */
      readonly cacheFolder: string | null;
    }
  | { readonly ok: false; readonly why: string };

/** Looks a variable up in a text; the text itself for a file of the checkout. */
export type Expand = (text: string) => string;

/** Parses the bytes of a `bunfig.toml`. What Bun refuses (a key that stands twice, a registry that is no text) is refused here, too. */
export function parseBunToml(bytes: Uint8Array, expand: Expand): BunTomlResult {
  const text = decodeUtf8(bytes, { maxBytes, bom: 'accept' });
  if (!text.ok) return { ok: false, why: `it is larger than ${maxBytes} bytes, or not UTF-8` };
  const install = installTable(text.text);
  if (install === null) return { ok: false, why: 'it is not TOML' };
  const values = new Map<string, string>();
  for (const [key, registry] of registriesOf(install)) {
    if (!addRegistry(values, key, registry, expand)) return { ok: false, why: `a registry in it has an unknown form` };
  }
  return { ok: true, values, installs: new Set(install.keys()), cacheFolder: cacheFolderOf(install.get('cache')) };
}

type Table = ReadonlyMap<string, unknown>;

/** `[install]`, empty where there is none; null for what is no TOML. */
function installTable(text: string): Table | null {
  try {
    return tableOf(tableOf(parse(text, { maxDepth: 32 }))?.get('install')) ?? new Map<string, unknown>();
  } catch {
    // What the parser throws quotes the file, which may hold a token.
    return null;
  }
}

/** Own members only: `__proto__` is a key like any other. */
function tableOf(value: unknown): Table | null {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? new Map<string, unknown>(Object.entries(value)) : null;
}

/** Scopes stand with and without their `@`. */
function registriesOf(install: Table): readonly (readonly [string, unknown])[] {
  const scopes = [...(tableOf(install.get('scopes')) ?? [])].map(
    ([scope, value]) => [`${scope.startsWith('@') ? scope : `@${scope}`}:registry`, value] as const,
  );
  return install.has('registry') ? [['registry', install.get('registry')], ...scopes] : scopes;
}

/** A text, or a table with `url` and a credential. False for anything else. */
function addRegistry(values: Map<string, string>, key: string, value: unknown, expand: Expand): boolean {
  const table = typeof value === 'string' ? new Map([['url', value]]) : tableOf(value);
  if (table === null) return false;
  const field = (name: string) => {
    const found = table.get(name);
    return typeof found === 'string' ? expand(found) : '';
  };
  const { url, token } = withoutToken(field('url'));
  if (url !== '') values.set(key, url);
  addBunCredential(values, url, {
    token: field('token') === '' ? token : field('token'),
    username: field('username'),
    password: field('password'),
  });
  return true;
}

/** Bun takes a password without a name in a URL for a token. */
function withoutToken(text: string): { readonly url: string; readonly token: string } {
  const url = parseHttpUrl(text);
  if (url?.username !== '' || url.password === '') return { url: text, token: '' };
  const token = url.password;
  url.password = '';
  return { url: url.href, token };
}

/** A credential of Bun’s; empty where there is none. */
interface BunCredential {
  readonly token: string;
  readonly username: string;
  readonly password: string;
}

/** Bun sends a credential to the registry it stands beside; without one there, Assay sends it to nobody. */
export function addBunCredential(values: Map<string, string>, server: string, credential: BunCredential): void {
  const dart = nerfDart(server);
  if (dart === null) return;
  const { token, username, password } = credential;
  if (token !== '') values.set(`${dart}:_authToken`, token);
  else if (username !== '' && password !== '')
    values.set(`${dart}:_auth`, Buffer.from(`${username}:${password}`).toString('base64'));
}

function cacheFolderOf(cache: unknown): string | null {
  const folder = typeof cache === 'string' ? cache : tableOf(cache)?.get('dir');
  return typeof folder === 'string' && folder !== '' ? folder : null;
}
