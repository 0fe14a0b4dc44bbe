/** What the checkout’s `.npmrc` proposes. It is plain data: nothing is expanded, and only registries are looked at. */

import { normaliseRegistryUrl, type Registry } from '@assay/model';
import type { CheckoutNpmrc } from './checkout-npmrc.js';
import type { Journal } from './journal.js';
import { namesOfScope, scopeOfSetting } from './npm-scope.js';
import { shownList } from './shown.js';
import { proposal } from './trusted-registry.js';

/** Settings that a checkout must not make, as people know them. */
const refusedSettings = ['proxy', 'https-proxy', 'http-proxy', 'noproxy', 'ca', 'cafile', 'cert', 'key', 'strict-ssl'];
const credentialFields = ['_auth', '_authToken', '_password', 'username', 'certfile', 'keyfile', 'tokenHelper'];

/** The registries that the checkout’s `.npmrc` names. Each is only a proposal. */
export function npmProposals(npmrc: CheckoutNpmrc, journal: Journal): readonly Registry[] {
  if (npmrc.kind === 'refused') journal.note(`The checkout’s .npmrc is not read: ${npmrc.why}.`);
  if (npmrc.kind !== 'read') return [];
  noteIgnored([...npmrc.values.keys()], journal);
  return registryProposals(npmrc.values, 'The checkout’s .npmrc', journal);
}

/** The proposals among settings with npm’s keys, `registry` and `@scope:registry`. */
export function registryProposals(
  values: ReadonlyMap<string, unknown>,
  who: string,
  journal: Journal,
): readonly Registry[] {
  const proposals: Registry[] = [];
  let unreadable = 0;
  for (const [key, value] of values) {
    const names = namesOf(key);
    if (names === null) continue;
    const url = typeof value === 'string' && !value.includes('${') ? normaliseRegistryUrl(value) : null;
    if (url === null) unreadable++;
    else proposals.push(proposal('npm', url, names));
  }
  if (unreadable > 0)
    journal.note(
      `${who} names ${unreadable} registries that are ignored: not http(s) URLs, or with a variable, which only your own configuration may use.`,
    );
  return proposals;
}

function namesOf(key: string): readonly string[] | null {
  if (key === 'registry') return [];
  const scope = scopeOfSetting(key);
  const names = scope === null ? null : namesOfScope(scope);
  return names === null ? null : [names];
}

function noteIgnored(keys: readonly string[], journal: Journal): void {
  const settings = refusedSettings.filter((setting) => keys.includes(setting) || keys.includes(`${setting}[]`));
  const credentials = keys.some((key) => credentialFields.some((field) => key === field || key.endsWith(`:${field}`)));
  const ignored = credentials ? ['credentials', ...settings] : settings;
  if (ignored.length > 0)
    journal.note(
      `The checkout’s .npmrc sets ${shownList(ignored, 12)}, which is ignored: only your own configuration may.`,
    );
}
