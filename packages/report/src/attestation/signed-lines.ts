/** Who signed, when by which clock, and where that is logged. */

import { formatDigest, type Signer, type VerifiedAttestation } from '@assay/model';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import { wrap } from '../terminal/wrap.js';

const clocks = { log: 'by the clock of the log', tsa: 'by the timestamp authority' } as const;

/** A few lines about a verified signature, indented below its attestation. */
export function signedLines(
  { signer, times, logEntries, predicateType, root }: VerifiedAttestation,
  width: number,
): readonly string[] {
  const facts = [
    `signed by ${signerText(signer)}`,
    ...times.map(({ at, by, source }) => `at ${escapeTerminal(at)}, ${clocks[by]} ${escapeTerminal(source)}`),
    ...logEntries.map(({ log, index }) => `logged as entry ${escapeTerminal(index)} of ${escapeTerminal(log)}`),
    ...(predicateType === undefined ? [] : [`says ${escapeTerminal(predicateType)}`]),
    ...(root === undefined ? [] : [`trusted through ${escapeTerminal(root.name)}`]),
  ];
  return facts.flatMap((fact) => wrap(fact, width, '    '));
}

function signerText(signer: Signer): string {
  switch (signer.kind) {
    case 'identity':
      return `${escapeTerminal(signer.san.value)}, ${signer.issuer === undefined ? 'no issuer' : `issuer ${escapeTerminal(signer.issuer)}`}`;
    case 'managed-key':
      return `the key ${formatDigest(signer.key)}`;
    case 'registry-key':
      return `the registry key ${escapeTerminal(signer.keyId)}`;
    case 'certificate':
      return `the certificate of ${escapeTerminal(signer.subject)}`;
  }
}
