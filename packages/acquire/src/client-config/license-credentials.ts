/** The credentials of licence packages: a policy says where each lies, and they are looked up there and nowhere else. */

import { originOf, type CredentialReference } from '@assay/model';
import { basic, bearer } from './authorization.js';
import { openProjectCheckout } from './checkouts.js';
import type { ClientConfiguration, Credential } from './client-configuration.js';
import { readComposerCredentials } from './composer-credentials.js';
import { pairProblem, unusable, type CredentialProblem, type FoundCredential } from './credential-problem.js';
import { newJournal, type Journal } from './journal.js';
import { readNetrcCredentials, type CredentialFinder } from './netrc-credentials.js';
import { parseHttpUrl } from './parse-http-url.js';

/** Where credentials may be looked up. Everything is passed in: nothing here looks at `process`. */
export interface LicenseCredentialOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; null when there is none. */
  readonly home: string | null;
  /** For references `from: 'client'`. */
  readonly client: Pick<ClientConfiguration, 'credentialFor'>;
  /** The checkout under test, told as `readClientConfiguration` is told of it: files in it are nobody's credentials. */
  readonly projectRoot: string;
  readonly folders?: readonly string[];
  readonly cwd?: string;
}

/** What was read. */
export interface LicenseCredentials {
  /**
   * The credential for a URL, from the place that the reference names. Null where it names none, and where the package manager has none
   * configured: it would ask without one, too. A problem where a named place does not hold it: then nothing may be asked.
   */
  credentialFor(url: string, reference: CredentialReference): Credential | CredentialProblem | null;
  /** The same for the transport: answers for the exact origin of a licence package's source alone, and null for a problem. */
  onlyFor(source: string, reference: CredentialReference): { credentialFor(url: string): Credential | null };
  /** Everything secret that was read, in every form it may be sent, for redaction. Grows with what is looked up. */
  readonly secrets: readonly string[];
  /** One sentence each, no secrets. */
  readonly notes: readonly string[];
}

/** Reads the files that the references need: netrc, Composer's. Sends nothing, and starts no program. */
export async function readLicenseCredentials(
  references: readonly CredentialReference[],
  options: LicenseCredentialOptions,
): Promise<LicenseCredentials> {
  const journal = newJournal();
  const { env, home, projectRoot, folders, cwd } = options;
  const checkout = await openProjectCheckout({
    projectRoot,
    ...(folders === undefined ? {} : { folders }),
    ...(cwd === undefined ? {} : { cwd }),
  });
  const context = { env, home, checkout, journal };
  const asks = (from: CredentialReference['from']) => references.some((reference) => reference.from === from);
  const finders = {
    netrc: asks('netrc') ? await readNetrcCredentials(context) : notRead,
    composer: asks('composer') ? await readComposerCredentials(context) : notRead,
  };
  for (const reference of references) if (reference.from === 'env') fromVariables(reference, env, journal);
  const credentialFor: LicenseCredentials['credentialFor'] = (text, reference) => {
    const url = parseHttpUrl(text);
    if (url === null || reference.from === 'none') return null;
    if (reference.from === 'client') return options.client.credentialFor(text);
    const found = reference.from === 'env' ? fromVariables(reference, env, journal) : finders[reference.from](url);
    return typeof found === 'string' ? { header: 'authorization', value: found } : found;
  };
  return {
    credentialFor,
    onlyFor: (source, reference) => ({
      credentialFor: (url) => {
        const found = originOf(url) === originOf(source) ? credentialFor(source, reference) : null;
        return found !== null && 'header' in found ? found : null;
      },
    }),
    get secrets() {
      return journal.secrets;
    },
    get notes() {
      return journal.notes;
    },
  };
}

/** The reference was not among those that were announced: a defect of the caller's, told as a problem. */
const notRead: CredentialFinder = () => ({
  problem: 'credential-unreadable',
  detail: 'The place of the credential was not read.',
  hint: 'Report this: Assay should have read it.',
});

/** A missing or empty variable is a problem, never a request without a credential. */
function fromVariables(
  reference: Extract<CredentialReference, { from: 'env' }>,
  env: LicenseCredentialOptions['env'],
  journal: Journal,
): FoundCredential {
  const names = 'token' in reference ? [reference.token] : [reference.username, reference.password];
  const missing = names.find((name) => name !== undefined && (env[name] ?? '') === '');
  if (missing !== undefined) return variableMissing(missing, env[missing] === undefined ? 'is not set' : 'is empty');
  if ('token' in reference) {
    const where = `The token in ${reference.token}`;
    return bearer(env[reference.token] ?? '', journal) ?? unusable(where, 'it is no token');
  }
  return pairOf(reference, env, journal);
}

/** A password variable alone holds `name:password`, or a token that is sent as the name, as Bundler's own variables do. */
function pairOf(
  { username, password }: { readonly username?: string; readonly password: string },
  env: LicenseCredentialOptions['env'],
  journal: Journal,
): FoundCredential {
  const value = env[password] ?? '';
  journal.secret(value);
  const colon = value.indexOf(':');
  const pair = colon < 0 ? [value, ''] : [value.slice(0, colon), value.slice(colon + 1)];
  const [name = '', secret = ''] = username === undefined ? pair : [env[username] ?? '', value];
  const where =
    username === undefined ? `The credential in ${password}` : `The credential in ${username} and ${password}`;
  return pairProblem(where, name, secret) ?? basic(name, secret, journal) ?? unusable(where, 'it is too long');
}

function variableMissing(name: string, what: string): CredentialProblem {
  const detail = `The variable ${name}, in which the credential should lie, ${what}.`;
  return { problem: 'credential-variable-missing', detail, hint: `Set ${name} for this run, as for the install.` };
}
