/** Bundler’s credentials: settings whose keys are a server’s URL or host. */

import { basic } from './authorization.js';
import { settingName } from './bundler-config.js';
import { bundlerSetting, type BundlerLayer } from './bundler-settings.js';
import type { Journal } from './journal.js';

/** A credential, and what it was written for. */
export interface BundlerCredential {
  /** The setting: a URL or a host. */
  readonly key: string;
  /** The server that the setting names. */
  readonly names: string;
  /** A value of the `authorization` header. Secret. */
  readonly value: string | null;
}

/** The credential for a gem server (normalised URL): that of its URL, else that of its host. Bundler compares without case. */
export function bundlerCredential(
  layers: readonly BundlerLayer[],
  url: string,
  journal: Journal,
): BundlerCredential | null {
  const host = new URL(url).hostname;
  for (const [key, names] of [
    [url, url],
    [host, `https://${host}/`],
  ] as const) {
    const setting = bundlerSetting(layers, key);
    if (setting !== null) return { key, names, value: basicOfSetting(setting.value, journal) };
  }
  return null;
}

/** `user:password` or a token, percent-encoded, as Bundler puts it into the URL and takes it out again. */
function basicOfSetting(text: string, journal: Journal): string | null {
  const colon = text.indexOf(':');
  const user = colon < 0 ? text : text.slice(0, colon);
  const password = colon < 0 ? '' : text.slice(colon + 1);
  journal.secret(text);
  const value = basic(decodeForm(user), decodeForm(password), journal);
  if (value === null) journal.note('A Bundler credential is not sent: it is too long for a header.');
  return value;
}

/** `+` is a space and `%41` an A (CGI.unescape); as it stands when it is not validly encoded. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Settings of Bundler’s that look like a server’s name and hold no credential. */
const plainPrefixes = ['mirror.', 'local.', 'build.', 'path.', 'gem.', 'git.'];

/** True for the name of a setting that holds a server’s credential. */
export function isCredentialName(name: string): boolean {
  return /[.:]/u.test(name) && !plainPrefixes.some((prefix) => name.startsWith(prefix));
}

/** Notes every credential of the layers as a secret, those for servers nobody asks included. */
export function keepBundlerSecrets(layers: readonly BundlerLayer[], journal: Journal): void {
  for (const [key, value] of layers.flatMap((layer) => [...layer.values])) {
    // A flag is no secret, and hiding the word `true` everywhere would hide the report.
    const isFlag = value === 'true' || value === 'false';
    if (isCredentialName(settingName(key)) && !isFlag) basicOfSetting(value, journal);
  }
}
