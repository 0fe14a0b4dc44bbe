import type { Finding } from '@assay/model';

/** Whether somebody signed whom the policy does not expect to publish this: then a signature speaks against the component, not for it. */
export function isPublisherRefuted(findings: readonly Finding[]): boolean {
  return findings.some(({ check, outcome }) => check === 'publisher' && outcome === 'refuted');
}
