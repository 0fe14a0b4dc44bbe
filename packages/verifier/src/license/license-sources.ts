/** Who answers questions about licence packages: this machine, and, only where it is asked for, the vendors' servers. */

import { createCopiesSource, userHome } from '@assay/acquire';
import type { EvidenceSource, LicensePackage } from '@assay/model';
import { licenseRegistries } from '@assay/policy';
import type { LicensePlan, LicenseSources } from './license-plan.js';

/** Opens what the phases need. The network, and all that reads its configuration, is loaded for the phase `before` alone. */
export async function openLicenseSources(plan: LicensePlan): Promise<LicenseSources> {
  const copies = createCopiesSource({ projectRoot: plan.projectRoot, env: plan.env, home: userHome(plan.env) });
  if (!plan.phases.includes('before')) return offline(plan, copies);
  const { openLicenseNetwork } = await import('./license-network.js');
  const network = await openLicenseNetwork(plan);
  const sourceFor = (license: LicensePackage): EvidenceSource => {
    const served = network.sourceFor(license);
    return { get: (request) => (request.kind === 'copies' ? copies : served).get(request) };
  };
  return { ...network, sourceFor };
}

function offline({ policy }: LicensePlan, copies: EvidenceSource): LicenseSources {
  const refused = { state: 'unreachable', reason: 'origin-refused', detail: 'The network was not opened.' } as const;
  const source: EvidenceSource = {
    get: (request) => (request.kind === 'copies' ? copies.get(request) : Promise.resolve(refused)),
  };
  return {
    sourceFor: () => source,
    registries: { registries: [...policy.registries, ...licenseRegistries(policy)] },
    missingCredentials: new Map(),
    notes: [],
    close: () => Promise.resolve([]),
  };
}
