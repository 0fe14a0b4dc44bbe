/** `assay gate`: may these artefacts be deployed? */

import { usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';

type Verb = (terminal: Terminal, args: readonly string[]) => Promise<number>;

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  schema: async () => (await import('./gate/schema.js')).printGateSchema,
  'seal-denied': async () => (await import('./gate/seal-denied.js')).sealDeniedList,
};

/** Runs a verb; anything else is an artefact (`./schema` for a file of that name). */
export async function gate(terminal: Terminal, args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  const load = word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (load !== undefined) return (await load())(terminal, rest);
  if (word === undefined) {
    throw usageError(`expected at least one artefact, \`schema\` or \`seal-denied\``, 'gate');
  }
  return (await import('./gate/decide.js')).decide(terminal, args);
}
