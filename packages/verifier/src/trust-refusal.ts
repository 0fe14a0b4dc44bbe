import { describeTrust } from '@assay/acquire';
import type { TrustDocument } from '@assay/model';
import { readTrust } from '@assay/signature';

/** Why a document is of no use to a run, or null. One that trusts nobody would only hide the one whose place it takes. */
export function trustRefusal(document: TrustDocument, at: string): string | null {
  const [problem] = readTrust([document], at).problems;
  if (problem !== undefined) return problem.detail;
  return describeTrust(document)?.length === 0 ? 'it names no authority, log or key' : null;
}
