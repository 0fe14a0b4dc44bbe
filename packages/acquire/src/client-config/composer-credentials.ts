/** Composer's `COMPOSER_AUTH` and the user's `auth.json` as places of credentials. */

import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { basic, bearer } from './authorization.js';
import { pairProblem, unusable, type CredentialProblem, type FoundCredential } from './credential-problem.js';
import type { CredentialFinder } from './netrc-credentials.js';
import { readOwnFile, type OwnFileContext } from './own-file.js';
import { maxConfigurationBytes } from './read-regular-file.js';
import { shown } from './shown.js';

/** One place, read. */
interface AuthDocument {
  readonly label: string;
  readonly root: DocMap;
}

/** Kinds of credentials of Composer's that Assay does not send. */
const unsupportedKinds: readonly string[] = [
  ...['gitlab-token', 'gitlab-oauth', 'github-oauth', 'bitbucket-oauth', 'custom-headers', 'client-certificate'],
];

/**
 * Reads `COMPOSER_AUTH`, then `auth.json` of Composer's folder, for `http-basic` and `bearer`: the variable wins, and of both kinds
 * `bearer`, as Composer has it. A host counts exactly, with its port. A project's own auth.json never counts: a checkout brings no
 * credentials.
 */
export async function readComposerCredentials(context: OwnFileContext): Promise<CredentialFinder> {
  const { checkout, journal } = context;
  if (await checkout.has('auth.json')) {
    journal.note(
      'The checkout’s auth.json is not read: a checkout brings no credentials. Keep yours in Composer’s own folder.',
    );
  }
  const places = [variablePlace(context), await filePlace(context)].filter((place) => place !== null);
  for (const place of places) if ('root' in place) keepSecrets(place.root, context);
  const broken = places.find((place) => 'problem' in place);
  if (broken !== undefined) return () => broken;
  const documents = places.filter((place) => 'root' in place);
  return (url) => find(documents, url, context);
}

function variablePlace({ env, journal }: OwnFileContext): AuthDocument | CredentialProblem | null {
  const text = env['COMPOSER_AUTH'] ?? '';
  if (text === '') return null;
  const place = parsed('COMPOSER_AUTH', new TextEncoder().encode(text));
  // What cannot be read cannot be told apart from a secret.
  if ('problem' in place) journal.secret(text);
  return place;
}

async function filePlace(context: OwnFileContext): Promise<AuthDocument | CredentialProblem | null> {
  const folder = await composerFolder(context);
  if (folder === null) return null;
  const path = join(folder, 'auth.json');
  const content = await readOwnFile('Composer’s', path, context);
  if (content.kind === 'absent') return null;
  return content.kind === 'bytes' ? parsed(shown(path), content.bytes) : unreadable(shown(path), content.why);
}

/** `COMPOSER_HOME`, else the first of the folders by XDG's rules, Composer's own and Windows' that exists. */
async function composerFolder({ env, home }: OwnFileContext): Promise<string | null> {
  const named = env['COMPOSER_HOME'] ?? '';
  if (named !== '') return resolve(named);
  const [xdg = '', roaming = ''] = [env['XDG_CONFIG_HOME'], env['APPDATA']];
  const folders = [
    ...(xdg === '' ? [] : [join(xdg, 'composer')]),
    ...(xdg !== '' || home === null ? [] : [join(home, '.config', 'composer')]),
    ...(home === null ? [] : [join(home, '.composer')]),
    ...(roaming === '' ? [] : [join(roaming, 'Composer')]),
  ];
  for (const folder of folders) if ((await stat(folder).catch(() => null))?.isDirectory() === true) return folder;
  return null;
}

function parsed(label: string, bytes: Uint8Array): AuthDocument | CredentialProblem {
  const result = parseJson(bytes, { maxBytes: maxConfigurationBytes });
  // Details of the parser may quote the text.
  if (!result.ok) return unreadable(label, `line ${result.problem.line ?? 1} is not the JSON of one object`);
  const root = asMap(result.document.value);
  return root === undefined ? unreadable(label, 'it is not a JSON object') : { label, root };
}

function keepSecrets(root: DocMap, { journal }: OwnFileContext): void {
  for (const [, entry] of asMap(root.get('http-basic'))?.entries() ?? []) {
    journal.secret(asText(asMap(entry)?.get('password')) ?? '');
  }
  for (const [, token] of asMap(root.get('bearer'))?.entries() ?? []) journal.secret(asText(token) ?? '');
}

function find(documents: readonly AuthDocument[], url: URL, { journal }: OwnFileContext): FoundCredential {
  for (const kind of ['bearer', 'http-basic'] as const) {
    for (const { label, root } of documents) {
      const entry = asMap(root.get(kind))?.get(url.host);
      if (entry === undefined) continue;
      const where = `\`${kind}\` for ${shown(url.host)} in ${label}`;
      const token = asText(entry);
      if (kind === 'bearer') return bearer(token ?? '', journal) ?? unusable(where, 'it is no token');
      const [username, password] = ['username', 'password'].map((key) => asText(asMap(entry)?.get(key)));
      if (username === undefined || password === undefined) return unusable(where, 'it has no name and password');
      return (
        pairProblem(where, username, password) ??
        basic(username, password, journal) ??
        unusable(where, 'it is too long')
      );
    }
  }
  return absence(documents, url);
}

function absence(documents: readonly AuthDocument[], { host }: URL): CredentialProblem {
  const kind = unsupportedKinds.find((name) => documents.some(({ root }) => asMap(root.get(name))?.has(host) === true));
  const hint = `Run \`composer config --global --auth http-basic.${shown(host)} NAME PASSWORD\`, or name another place in the policy.`;
  if (kind === undefined) {
    const detail = `Neither COMPOSER_AUTH nor your auth.json has \`http-basic\` or \`bearer\` for ${shown(host)}.`;
    return { problem: 'credential-missing', detail, hint };
  }
  const detail = `Composer’s credential for ${shown(host)} is a \`${kind}\`, which Assay does not send.`;
  return { problem: 'credential-unsupported', detail, hint };
}

function unreadable(label: string, why: string): CredentialProblem {
  const detail = `${label} cannot be read: ${why}.`;
  return { problem: 'credential-unreadable', detail, hint: 'Correct it; Composer does not read it either.' };
}
