import { asMap, type DocMap, type DocValue } from '@assay/documents';
import type { EngineRange } from '@assay/model';
import { mostListed } from '../../description/compose-description.js';
import { oneLine } from '../../description/one-line.js';

const longest = { name: 64, range: 256 };

/** `engines`: a map from a name to a range. The lists that npm 1 took, and what is no text, say nothing. */
export function npmEngines(value: DocValue | undefined): readonly EngineRange[] {
  const engines: EngineRange[] = [];
  for (const [key, stated] of asMap(value)?.entries() ?? []) {
    const [name, range] = [oneLine(key, longest.name), oneLine(stated, longest.range)];
    if (name !== undefined && range !== undefined) engines.push({ name, range });
    if (engines.length === mostListed) break;
  }
  return engines;
}

/** The scripts that npm runs of a package from a registry when it is installed (npm's scripts, "Life Cycle Operation Order"). */
const lifecycle = ['preinstall', 'install', 'postinstall'];

/** What a manifest's scripts say, or a registry and a lockfile in short: `hasInstallScript`. */
export function runsInstallScript(manifest: DocMap): boolean {
  if (manifest.get('hasInstallScript') === true) return true;
  const scripts = asMap(manifest.get('scripts'));
  return scripts !== undefined && lifecycle.some((name) => oneLine(scripts.get(name), 1) !== undefined);
}
