/** Who signed, in labelled facts. */

import type { CertificateClaims, Digest, Signer, VerifiedLogEntry, VerifiedTime, Voucher } from '@assay/model';

/** A label of ours, and a foreign text or a digest. */
export type VoucherFact = readonly [label: string, value: string | Digest];

const claimLabels: readonly (readonly [string, keyof CertificateClaims])[] = [
  ['Source repository', 'sourceRepositoryUri'],
  ['Ref', 'sourceRepositoryRef'],
  ['Commit', 'sourceRepositoryDigest'],
  ['Workflow', 'buildConfigUri'],
  ['Runner', 'runnerEnvironment'],
  ['Trigger', 'buildTrigger'],
  ['Run', 'runInvocationUri'],
];

/** Everything about one verified signature that tells a person who made it, when and for what. */
export function voucherFacts(voucher: Voucher): readonly VoucherFact[] {
  const { file, signer, predicateType, build, times, logEntries, digest, root } = voucher;
  return [
    ...signerFacts(signer),
    ['File', file],
    ...optional('Statement', predicateType),
    ...optional('Built by', build?.builder),
    ...optional('Build type', build?.buildType),
    ...times.map(timeFact),
    ...logEntries.map(logFact),
    ...optional('Signed digest', digest),
    ...optional('Trusted root', root?.name),
    ...optional('Root’s digest', root?.digest),
  ];
}

function optional(label: string, value: string | Digest | undefined): readonly VoucherFact[] {
  return value === undefined || value === '' ? [] : [[label, value]];
}

function signerFacts(signer: Signer): readonly VoucherFact[] {
  switch (signer.kind) {
    case 'identity':
      return [
        ['Signed by', signer.san.value],
        ...optional('Identity issued by', signer.issuer),
        ...claimLabels.flatMap(([label, claim]) => optional(label, signer.claims[claim])),
        ['Certificate', signer.certificate],
      ];
    case 'certificate':
      return [['Signed by', signer.subject], ...signer.chain.map((each): VoucherFact => ['Certificate', each])];
    case 'registry-key':
      return [['Signed by', `key ${signer.keyId} of the registry`], ...optional('Registry', signer.registry)];
    case 'managed-key':
      return [
        ['Signed by', 'a key that the policy names'],
        ['Key', signer.key],
      ];
  }
}

function timeFact({ at, by, source }: VerifiedTime): VoucherFact {
  return ['Signed at', `${at}, says the ${by === 'log' ? 'log' : 'timestamp authority'} ${source}`];
}

function logFact({ log, index, kind }: VerifiedLogEntry): VoucherFact {
  return ['Log entry', `${index} (${kind}) of ${log}`];
}
