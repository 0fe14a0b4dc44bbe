/** The user's netrc file as a place of credentials. */

import { join, resolve } from 'node:path';
import { basic } from './authorization.js';
import { pairProblem, unusable, type CredentialProblem, type FoundCredential } from './credential-problem.js';
import { readOwnFile, type OwnFileContext } from './own-file.js';
import { parseNetrc, type Netrc, type NetrcMachine } from './parse-netrc.js';
import { shown } from './shown.js';

/** Finds the credential for a URL by its host. */
export type CredentialFinder = (url: URL) => FoundCredential;

/**
 * Reads the netrc file that `NETRC` names, else `.netrc` or `_netrc` of the home folder. An entry counts for its exact host (with a port,
 * where it states one), never the entry `default`: the policy names the host, and would get the password for any it likes.
 */
export async function readNetrcCredentials(context: OwnFileContext): Promise<CredentialFinder> {
  for (const path of netrcPaths(context)) {
    const content = await readOwnFile('The netrc file', path, context);
    if (content.kind === 'absent') continue;
    if (content.kind === 'refused') return () => unreadable(path, content.why);
    return finderOf(path, content.bytes, context);
  }
  return () => missing('There is no netrc file of yours, or it lies in the checkout.');
}

function netrcPaths({ env, home }: OwnFileContext): readonly string[] {
  const named = env['NETRC'] ?? '';
  if (named !== '') return [resolve(named)];
  return home === null ? [] : [join(home, '.netrc'), join(home, '_netrc')];
}

function finderOf(path: string, bytes: Uint8Array, { journal }: OwnFileContext): CredentialFinder {
  const text = decode(bytes);
  const netrc = text === null ? { line: 1, why: 'it is not UTF-8 text' } : parseNetrc(text);
  if ('why' in netrc) return () => unreadable(path, `line ${netrc.line}: ${netrc.why}`);
  for (const { password } of netrc.machines) journal.secret(password ?? '');
  return (url) => {
    const entry = entryFor(netrc, url, path);
    if ('problem' in entry) return entry;
    const where = `The entry for ${shown(url.host)} in ${shown(path)}`;
    const { login, password } = entry;
    if (password === null) return unusable(where, 'it states no password');
    return pairProblem(where, login, password) ?? basic(login, password, journal) ?? unusable(where, 'it is too long');
  };
}

/** An entry with the port, else one for the host. Two that differ are none: tools take the first, the last, or the one asked for. */
function entryFor(netrc: Netrc, { host, hostname }: URL, path: string): NetrcMachine | CredentialProblem {
  for (const name of [host, hostname]) {
    const [first, ...others] = netrc.machines.filter(({ machine }) => machine.toLowerCase() === name);
    if (first === undefined) continue;
    if (others.every(({ login, password }) => login === first.login && password === first.password)) return first;
    const detail = `${shown(path)} has several entries for ${shown(name)}.`;
    return { problem: 'credential-ambiguous', detail, hint: 'Leave the one that is meant.' };
  }
  const instead = netrc.hasDefault
    ? ' Its entry `default` is not used: it would go to any server that a policy names.'
    : '';
  return missing(`${shown(path)} has no entry for ${shown(host)}.${instead}`);
}

function missing(detail: string): CredentialProblem {
  const hint = 'Write `machine HOST login NAME password PASSWORD` into ~/.netrc, or name another place in the policy.';
  return { problem: 'credential-missing', detail, hint };
}

function unreadable(path: string, why: string): CredentialProblem {
  const detail = `The netrc file ${shown(path)} cannot be read: ${why}.`;
  return { problem: 'credential-unreadable', detail, hint: 'Correct it: other tools may read something else there.' };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
