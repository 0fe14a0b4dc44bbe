/**
 * npm’s credentials: settings whose keys are “nerf darts”, `//host[:port]/path/:_authToken` and the like. They name no
 * protocol; who may get them over plain http is decided where they are sent.
 */

import { basic, basicEncoded, basicOfUrl, bearer } from './authorization.js';
import type { Journal } from './journal.js';
import { parseHttpUrl } from './parse-http-url.js';
import { settingKeys, settingOf, textSettingOf, type SettingsLayer } from './settings-layer.js';
import { shown } from './shown.js';

/** The authorization header’s value for a URL, or null. */
export type CredentialLookup = (url: URL) => string | null;

const secretFields = new Set(['_authToken', '_auth', '_password']);
const unsupportedFields = new Map([
  ['certfile', 'client certificates'],
  ['keyfile', 'client certificates'],
  ['cert', 'client certificates'],
  ['key', 'client certificates'],
  ['tokenHelper', 'token helpers, which are programs,'],
]);

/** Reads the credentials of all layers. */
export function npmCredentials(layers: readonly SettingsLayer[], journal: Journal): CredentialLookup {
  keepSecrets(layers, journal);
  const darts = new Map<string, string | null>();
  for (const key of settingKeys(layers)) {
    const { dart, field } = splitKey(key);
    if (dart === null) refuseUnscoped(key, layers, journal);
    else if (dart.includes(':@'))
      journal.note(`The credential of a scope at ${shown(dart)} is ignored: Assay sends one credential to a registry.`);
    else if (unsupportedFields.has(field)) noteUnsupported(dart, field, journal);
    else if (!darts.has(dart)) addCredential(darts, dart, layers, journal);
  }
  return (url) => findDart(darts, url);
}

/**
 * The longest key that covers the URL decides, as in npm: cut from the end, first what follows the last slash, then the
 * slash. A key that is there but unusable ends the search: a shorter one is for somebody else.
 */
function findDart(darts: ReadonlyMap<string, string | null>, url: URL): string | null {
  let dart = `//${url.host}${url.pathname}`;
  while (dart.length > 2) {
    const found = darts.get(dart);
    if (found !== undefined) return found;
    const slash = dart.lastIndexOf('/');
    dart = slash === dart.length - 1 ? dart.slice(0, -1) : dart.slice(0, slash + 1);
  }
  return null;
}

/** `//host/path/:_authToken` → `//host/path/` and `_authToken`. */
function splitKey(key: string): { readonly dart: string | null; readonly field: string } {
  const colon = key.lastIndexOf(':');
  if (!key.startsWith('//') || colon < 0) return { dart: null, field: key };
  return { dart: key.slice(0, colon), field: key.slice(colon + 1) };
}

/** Token first, then the encoded pair, then name and password: the order in which npm looks. */
function addCredential(
  darts: Map<string, string | null>,
  dart: string,
  layers: readonly SettingsLayer[],
  journal: Journal,
): void {
  const field = (name: string) => textSettingOf(layers, `${dart}:${name}`);
  const [token, encoded, user, password] = [field('_authToken'), field('_auth'), field('username'), field('_password')];
  const used = token ?? encoded ?? (user === null || password === null ? null : password);
  if (used === null) return;
  if (used.includes('${')) {
    journal.note(`The credential for ${shown(dart)} uses a variable that is not set, so none is sent there.`);
    darts.set(dart, null);
    return;
  }
  const value =
    token !== null
      ? bearer(token, journal)
      : encoded !== null
        ? basicEncoded(encoded, journal)
        : basic(user ?? '', Buffer.from(password ?? '', 'base64').toString('utf8'), journal);
  if (value === null)
    journal.note(`The credential for ${shown(dart)} holds characters that no header may hold, so it is not sent.`);
  darts.set(dart, value);
}

/** npm 9 and later refuse credentials that name no registry, because any registry could get them. */
function refuseUnscoped(key: string, layers: readonly SettingsLayer[], journal: Journal): void {
  if (!['_auth', '_authToken', '_password', 'username', 'cert', 'key'].includes(key)) return;
  const setting = settingOf(layers, key);
  if (setting === null || setting.layer.from === 'client-default' || typeof setting.value !== 'string') return;
  journal.note(
    `\`${key}\` in ${shown(setting.layer.label)} is ignored: it names no registry. Write \`//host/path/:${key}\`.`,
  );
}

function noteUnsupported(dart: string, field: string, journal: Journal): void {
  const what = unsupportedFields.get(field) ?? field;
  journal.note(`\`${field}\` for ${shown(dart)} is ignored: Assay does not support ${what} yet.`);
}

/** Every secret of every layer, the overridden ones too, and those in URLs. */
function keepSecrets(layers: readonly SettingsLayer[], journal: Journal): void {
  for (const [key, value] of layers.flatMap((layer) => [...layer.values])) {
    const { dart, field } = splitKey(key);
    if (typeof value !== 'string') continue;
    const url = parseHttpUrl(value);
    if (url !== null) basicOfUrl(url, journal);
    if (secretFields.has(field)) journal.secret(value);
    if (field === '_auth') basicEncoded(value, journal);
    if (field === '_password') journal.secret(Buffer.from(value, 'base64').toString('utf8'));
    if (dart === null && field === 'key') journal.secret(value);
  }
}
