/** `assay sbom …`: picks the verb; without one it makes a bill of materials. */

import { existsSync } from 'node:fs';
import { didYouMean } from '../did-you-mean.js';
import { usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';

type Verb = (terminal: Terminal, args: readonly string[]) => Promise<number>;

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  validate: async () => (await import('./sbom/validate.js')).validateSboms,
  diff: async () => (await import('./sbom/diff.js')).diffSboms,
  verify: async () => (await import('./sbom/verify.js')).verifySbomFile,
  conform: async () => (await import('./sbom/conform.js')).conformSbom,
  mapping: async () => (await import('./sbom/mapping.js')).printMapping,
};

/** Runs a verb about bills of materials. Anything else than a verb is a path (`./diff` for a folder of that name). */
export async function sbom(terminal: Terminal, args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  const load = word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (load !== undefined) return (await load())(terminal, rest);
  refuseMistypedVerb(word);
  return (await import('./sbom/create.js')).createSbom(terminal, args);
}

function refuseMistypedVerb(word: string | undefined): void {
  const near = didYouMean(word, Object.keys(verbs));
  if (word === undefined || near === '' || existsSync(word)) return;
  throw usageError(`there is no file or verb "${word}"${near}`, 'sbom');
}
