/** `assay license …`: picks the verb. */

import { didYouMean } from '../did-you-mean.js';
import { usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';

type Verb = (terminal: Terminal, args: readonly string[]) => Promise<number>;

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  verify: async () => (await import('./license/verify.js')).verifyLicense,
  record: async () => (await import('./license/record.js')).recordLicense,
  'rotate-check': async () => (await import('./license/rotate-check.js')).rotateCheck,
  inspect: async () => (await import('./license/inspect.js')).inspectLicenseArchive,
  seal: async () => (await import('./license/seal.js')).sealLicenseArchive,
  profiles: async () => (await import('./license/profiles.js')).profiles,
};

/** Runs a verb about licence packages. Throws AssayError `ERR_USAGE` for one that there is not. */
export async function license(terminal: Terminal, args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  const load = word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (load === undefined) {
    const names = Object.keys(verbs);
    throw usageError(`expected one of ${names.join(', ')}${didYouMean(word, names)}`, 'license');
  }
  return (await load())(terminal, rest);
}
