import { normaliseRegistryUrl, type Registry } from '@assay/model';
import { settingName } from './bundler-config.js';
import { isCredentialName } from './bundler-credentials.js';
import type { BundlerLayer } from './bundler-settings.js';
import type { Journal } from './journal.js';
import { proposal } from './trusted-registry.js';

/** What the checkout’s `.bundle/config` proposes: the mirrors it names. Everything else in it is left out. */
export function bundlerProposals(layer: BundlerLayer | null, journal: Journal): readonly Registry[] {
  if (layer === null) return [];
  const settings = [...layer.values].map(([key, value]) => ({ name: settingName(key), value }));
  if (settings.some(({ name }) => isCredentialName(name) || name.startsWith('ssl_')))
    journal.note(`${layer.label} sets credentials or certificates, which is ignored: only your own configuration may.`);
  return settings.flatMap(({ name, value }) => {
    const url = name.startsWith('mirror.') ? normaliseRegistryUrl(value) : null;
    return url === null ? [] : [proposal('rubygems', url, [])];
  });
}
