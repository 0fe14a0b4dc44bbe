import type { CodeCatalogue, SubjectFile } from '@assay/model';
import { attestedFiles } from '../attested/attested-files.js';
import type { CheckContext, CheckResult } from '../check.js';
import { gemSignature } from '../gem-signature/index.js';
import { provenance } from '../provenance/index.js';
import { registrySignature } from '../registry-signature/index.js';
import { gemSigned } from '../signed/gem-signed.js';
import { registrySigned } from '../signed/registry-signed.js';
import type { NamedSigner, Witness } from './witness.js';

/** Who signed one file, by each kind of evidence there is for its ecosystem. */
export function signersOf(context: CheckContext, file: SubjectFile): readonly Witness[] {
  const attested = attestedFiles(context).get(file.name);
  const own = context.subject.ecosystem === 'npm' ? byRegistry(context) : byCertificate(context, file);
  if (attested === undefined) return [own];
  const base = whatCameOf(attested.result, provenance.codes);
  const signers = (wanted: string) => attested.signers.filter(({ signer }) => signer.kind === wanted);
  return [
    { ...base, family: 'identity', signers: signers('identity') },
    { ...base, family: 'managed-key', signers: signers('managed-key') },
    own,
  ];
}

function byRegistry(context: CheckContext): Witness {
  const { result, verified, publishedAt } = registrySigned(context);
  return {
    family: 'registry-key',
    ...whatCameOf(result, registrySignature.codes),
    signers: verified === undefined ? [] : [withoutClock(verified, publishedAt)],
  };
}

function byCertificate(context: CheckContext, file: SubjectFile): Witness {
  const { result, verified, publishedAt } = gemSigned(context, file);
  return {
    family: 'certificate',
    ...whatCameOf(result, gemSignature.codes),
    signers: verified === undefined ? [] : [withoutClock(verified, publishedAt)],
  };
}

/** A signer whose signature states no time of its own. */
function withoutClock(
  { signer, code }: Pick<NamedSigner, 'signer'> & { readonly code: string },
  publishedAt: string | undefined,
): NamedSigner {
  const published = publishedAt === undefined ? {} : { publishedAt };
  return { signer, signedAt: [], timeIsClaimed: code === 'time-unauthenticated', ...published };
}

/** By the codes of the check that looks at this evidence; one that it does not know proves nothing. */
function whatCameOf({ code, detail }: CheckResult, codes: CodeCatalogue): Pick<Witness, 'outcome' | 'code' | 'detail'> {
  const outcome = Object.hasOwn(codes, code) ? (codes[code]?.outcome ?? 'unknown') : 'unknown';
  return { outcome, code, detail };
}
