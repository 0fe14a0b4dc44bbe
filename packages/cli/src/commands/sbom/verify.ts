/** `assay sbom verify SBOM --evidence FILE`. */

import { loadStandardsMapping, verifySbom, type AttestationVerifierOptions, type VerifiedSbom } from '@assay/verifier';
import { printableJson } from '../../printable-json.js';
import { printNotes } from '../../print-notes.js';
import { isSignerNamed, readSigner, signerOptionTypes } from '../../read-signer.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { recheckText } from './recheck-text.js';

const optionTypes: OptionTypes = {
  ...signerOptionTypes,
  evidence: 'string',
  policy: 'string',
  mapping: 'string',
  'trusted-root': 'string',
  at: 'string',
  format: 'string',
  verbose: 'boolean',
};

/** Re-checks what a bill of materials says against recorded evidence. Exit code 1 for a false claim, 3 for one that is not shown. */
export async function verifySbomFile(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'sbom');
  const [file, ...more] = given.positionals;
  const evidence = given.text('evidence');
  if (file === undefined || more.length > 0) throw usageError('expected one bill of materials', 'sbom');
  if (evidence === undefined) throw usageError('--evidence is missing: the file that the run recorded', 'sbom');
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'sbom') ?? 'terminal';
  const policy = given.text('policy');
  const mapping = given.text('mapping');
  const signer = signerOf(terminal, given);
  const verified = await verifySbom({
    file,
    evidence,
    env: terminal.env,
    ...(policy === undefined ? {} : { policy: { file: policy } }),
    ...(mapping === undefined ? {} : { mapping: await loadStandardsMapping(mapping) }),
    ...(signer === null ? {} : { signer }),
  });
  await printNotes(terminal, verified.notes);
  const text = format === 'json' ? jsonOf(verified) : recheckText(verified, { file, verbose: given.flag('verbose') });
  await writeAll(terminal.stdout, text);
  return verified.exitCode;
}

function signerOf({ env }: Terminal, given: Arguments): AttestationVerifierOptions | null {
  const [trustedRoot, at] = [given.text('trusted-root'), given.text('at')];
  if (!isSignerNamed(given)) {
    if (trustedRoot !== undefined || at !== undefined)
      throw usageError('--trusted-root and --at are for signed documents: name the signer', 'sbom');
    return null;
  }
  return {
    expected: readSigner(given, 'sbom'),
    env,
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(at === undefined ? {} : { at }),
  };
}

function jsonOf({ exitCode, differences, signatures, replayed }: VerifiedSbom): string {
  const { at, depth, policyDigest, trustedRoots, tool } = replayed.report;
  return printableJson({
    exitCode,
    recorded: { at, depth, policyDigest, trustedRoots, tool },
    signatures,
    differences,
  });
}
