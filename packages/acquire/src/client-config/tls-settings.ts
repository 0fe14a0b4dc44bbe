/** Which certificates a client trusts. Only the user’s configuration and environment may say. */

import { AssayError } from '@assay/model';
import { resolve } from 'node:path';
import type { Checkout } from './checkout.js';
import { configurationError } from './configuration-error.js';
import type { Journal } from './journal.js';
import { pemCertificates } from './pem.js';
import { readRegularFile } from './read-regular-file.js';
import { settingOf, textSettingOf, type SettingsLayer } from './settings-layer.js';

/** How to verify a server. */
export interface TlsSettings {
  /** PEM certificates that replace the default roots; empty: the default roots. */
  readonly ca: readonly string[];
  /** False when the user switched verification off. */
  readonly strictSsl: boolean;
}

/** The default roots, verified. */
export const defaultTls: TlsSettings = { ca: [], strictSsl: true };

/** What reading them needs. */
export interface TlsContext {
  readonly checkout: Checkout;
  readonly journal: Journal;
}

/** The largest bundle read: those of operating systems hold about 250 kB. */
const maxBundleBytes = 8 * 1024 * 1024;

/** npm’s `ca`, `cafile` and `strict-ssl`. `ca` and `cafile` replace the default roots, as in npm. */
export async function npmTls(layers: readonly SettingsLayer[], context: TlsContext): Promise<TlsSettings> {
  const strict = settingOf(layers, 'strict-ssl');
  const strictSsl = strict === null || !isFalse(strict.value);
  if (!strictSsl)
    context.journal.note(
      `\`strict-ssl\` is off in ${strict.layer.label}: ANYONE on the network can answer for your npm registries.`,
    );
  return { ca: await npmRoots(layers, context), strictSsl };
}

/** The nearest layer that says either of the two decides; where one says both, npm takes the file. */
async function npmRoots(layers: readonly SettingsLayer[], context: TlsContext): Promise<readonly string[]> {
  const layer = layers.find(({ values }) => values.has('ca') || values.has('cafile'));
  if (layer === undefined) return [];
  const file = textSettingOf([layer], 'cafile');
  if (file !== null) return readCertificates(file, { key: 'cafile', label: layer.label }, context);
  const value = layer.values.get('ca');
  const texts = Array.isArray(value) ? value : [value];
  const given = texts.filter((text): text is string => typeof text === 'string' && text !== '');
  const certificates = given.flatMap((text) => pemCertificates(text.replaceAll('\\n', '\n')));
  if (given.length > 0 && certificates.length === 0)
    throw await configurationError('ca', layer, 'holds no PEM certificate');
  return certificates;
}

/**
 * Reads a file of certificates that a trusted setting names. A file inside the checkout is not read: its bytes are the
 * checkout’s. A missing file leaves the default roots, as clients do; a file without certificates throws ERR_CONFIG.
 */
export async function readCertificates(
  path: string,
  said: { readonly key: string; readonly label: string },
  { checkout, journal }: TlsContext,
): Promise<readonly string[]> {
  const file = resolve(path);
  const named = `\`${said.key}\` in ${said.label}`;
  if (await checkout.contains(file)) {
    journal.note(`${named} is ignored: the file lies in the checkout under test, which may not say whom to trust.`);
    return [];
  }
  const content = await readRegularFile(file, maxBundleBytes);
  if (content.kind === 'absent') {
    journal.note(`${named} names a file that does not exist, so the default certificates are used.`);
    return [];
  }
  const certificates = content.kind === 'bytes' ? pemCertificates(new TextDecoder().decode(content.bytes)) : [];
  if (certificates.length > 0) return certificates;
  const problem = content.kind === 'bytes' ? 'it holds no PEM certificate' : content.why;
  throw new AssayError('ERR_CONFIG', `${named} cannot be used: ${problem}`, {
    hint: 'Name a file of PEM certificates, or remove the setting.',
    file,
  });
}

/** npm reads these as false; everything else, nonsense included, keeps verification on. */
function isFalse(value: unknown): boolean {
  return value === false || value === 'false' || value === 0 || value === '0';
}
