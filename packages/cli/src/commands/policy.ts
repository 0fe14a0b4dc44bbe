/** `assay policy show|check|schema`. */

import { builtinPolicyText, loadPolicy, policySchema } from '@assay/verifier';
import { didYouMean } from '../did-you-mean.js';
import { readArguments, usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { writeAll } from '../write-all.js';

/** Prints the built-in policy or the schema, or checks a policy file. */
export async function policy(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'policy');
  const [verb, file, ...more] = positionals;
  if (verb === 'show' && file === undefined) return print(terminal, builtinPolicyText());
  if (verb === 'schema' && file === undefined) return print(terminal, `${JSON.stringify(policySchema(), null, 2)}\n`);
  if (verb === 'check' && file !== undefined && more.length === 0) {
    const { policyDigest } = await loadPolicy({ file });
    return print(terminal, `${file} is a valid policy (sha256:${policyDigest.value}).\n`);
  }
  const near = didYouMean(verb, ['show', 'check', 'schema']);
  throw usageError(`expected \`show\`, \`check FILE\` or \`schema\`${near}`, 'policy');
}

async function print(terminal: Terminal, text: string): Promise<number> {
  await writeAll(terminal.stdout, text);
  return 0;
}
