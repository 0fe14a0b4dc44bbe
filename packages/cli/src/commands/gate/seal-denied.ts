import { sealDenied } from '@assay/verifier';
import { readArguments, usageError } from '../../read-arguments.js';
import { readPassphrase } from '../../read-passphrase.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';

/** `assay gate seal-denied FILE --sign-key KEY`: signs a list of what is denied as the issue of a feed. */
export async function sealDeniedList(terminal: Terminal, args: readonly string[]): Promise<number> {
  const types = { 'sign-key': 'string', 'sign-passphrase': 'string', at: 'string', output: 'string' } as const;
  const given = readArguments(args, types, 'gate');
  const [file, ...others] = given.positionals;
  const keyFile = given.text('sign-key') ?? '';
  if (file === undefined || others.length > 0) throw usageError('expected one list of what is denied', 'gate');
  if (keyFile === '') throw usageError('name the key that signs with --sign-key', 'gate');
  const [at, output] = [given.text('at'), given.text('output')];
  const passphrase = readPassphrase(terminal, given.text('sign-passphrase'), 'gate');
  const sealed = await sealDenied({ file, keyFile, ...passphrase, ...(at === undefined ? {} : { at }) });
  const text = new TextDecoder().decode(sealed);
  await (output === undefined ? writeAll(terminal.stdout, text) : writeFile(output, text, 'the feed'));
  return 0;
}
