import { normaliseRegistryUrl, type Registry } from '@assay/model';
import { settingName } from './bundler-config.js';
import type { BundlerLayer } from './bundler-settings.js';
import type { Journal } from './journal.js';
import { proposal } from './trusted-registry.js';

/** What the checkout’s `.bundle/config` proposes: the mirrors it names. Everything else in it is left out. */
export function bundlerProposals(layer: BundlerLayer | null, journal: Journal): readonly Registry[] {
  const proposals: Registry[] = [];
  let hasCredentials = false;
  for (const [key, value] of layer?.values ?? []) {
    const name = settingName(key);
    const url = name.startsWith('mirror.') ? normaliseRegistryUrl(value) : null;
    if (url !== null) proposals.push(proposal('rubygems', url, []));
    hasCredentials ||= name.startsWith('ssl_') || name.includes('://') || value.includes('@');
  }
  if (layer !== null && hasCredentials)
    journal.note(
      `${layer.label} sets mirrors, credentials or certificates: only your own configuration may, so they are not used.`,
    );
  return proposals;
}
