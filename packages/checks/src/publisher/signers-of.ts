import type { Outcome, SubjectFile } from '@assay/model';
import { gemCodes, registrySignatureCodes } from '@assay/signature';
import { attestedCodes } from '../attested/attested-file.js';
import { attestedFiles } from '../attested/attested-files.js';
import type { CheckContext } from '../check.js';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { gemSigned } from '../signed/gem-signed.js';
import { registrySigned } from '../signed/registry-signed.js';
import type { Witness } from './witness.js';

/** Who signed one file, by each kind of evidence there is for its ecosystem. */
export function signersOf(context: CheckContext, file: SubjectFile): readonly Witness[] {
  const attested = attestedFiles(context).get(file.name);
  const own = context.subject.ecosystem === 'npm' ? byRegistry(context) : byCertificate(context, file);
  if (attested === undefined) return [own];
  const { code, detail } = attested.result;
  const base = { outcome: outcomeIn(attestedCodes, code), detail };
  const signers = (wanted: string) => attested.signers.filter(({ signer }) => signer.kind === wanted);
  return [
    { ...base, family: 'identity', signers: signers('identity') },
    { ...base, family: 'managed-key', signers: signers('managed-key') },
    own,
  ];
}

function byRegistry(context: CheckContext): Witness {
  const { result, verified } = registrySigned(context);
  const { publishedAt } = context;
  const published = publishedAt.state === 'have' ? { publishedAt: publishedAt.value } : {};
  return {
    family: 'registry-key',
    outcome: outcomeIn({ ...missingEvidenceCodes, ...registrySignatureCodes }, result.code),
    detail: result.detail,
    signers: verified === undefined ? [] : [{ signer: verified.signer, signedAt: [], ...published }],
  };
}

function byCertificate(context: CheckContext, file: SubjectFile): Witness {
  const { result, verified, publishedAt } = gemSigned(context, file);
  const published = publishedAt === undefined ? {} : { publishedAt };
  return {
    family: 'certificate',
    outcome: outcomeIn({ ...missingEvidenceCodes, ...gemCodes }, result.code),
    detail: result.detail,
    signers: verified === undefined ? [] : [{ signer: verified.signer, signedAt: [], ...published }],
  };
}

/** A code that no catalogue knows proves nothing. */
function outcomeIn(codes: Readonly<Record<string, { readonly outcome: Outcome }>>, code: string): Outcome {
  return Object.hasOwn(codes, code) ? (codes[code]?.outcome ?? 'unknown') : 'unknown';
}
