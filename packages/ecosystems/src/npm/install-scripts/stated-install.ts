import { asMap, type DocMap } from '@assay/documents';
import type { Release } from '@assay/model';
import { installScriptsOf } from './install-runs.js';

/**
 * What a registry's manifest of a version says of install scripts: `scripts` as they were published, or in the short form
 * `hasInstallScript`. A script that is no text is none to the registry's readers either.
 */
export function statedInstallOf(manifest: DocMap): Pick<Release, 'install'> {
  const flag = manifest.get('hasInstallScript');
  const runs = asMap(manifest.get('scripts')) === undefined ? undefined : installScriptsOf(manifest);
  const stated = {
    ...(typeof flag === 'boolean' ? { hasScript: flag } : {}),
    ...(runs === undefined || 'problem' in runs ? {} : { runs }),
  };
  return Object.keys(stated).length === 0 ? {} : { install: stated };
}
