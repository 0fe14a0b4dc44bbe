import type { MintedPackage } from './minted-package.js';
import { tarballUrl } from './npm-lock-entry.js';
import { fileAnswer, jsonAnswer, type RegistryAnswer, type RegistryContent } from './registry-answer.js';

/** A fixed publish time: registries state one for every version. */
const published = '2024-08-19T00:00:00.000Z';

/**
 * What an npm registry serves for these packages: packuments at `/<name>`, manifests at `/<name>/<version>` and
 * `/<name>/latest`, tarballs at `/<name>/-/<file>`. `base` is the registry's URL, for `dist.tarball`.
 */
export function npmRegistryContent(packages: readonly MintedPackage[], base: string): RegistryContent {
  const content = new Map<string, RegistryAnswer>([['/-/ping', jsonAnswer({})]]);
  for (const versions of byName(packages).values()) addPackage(content, versions, base);
  return content;
}

function addPackage(content: Map<string, RegistryAnswer>, versions: readonly MintedPackage[], base: string): void {
  const latest = versions.at(-1);
  if (latest === undefined) return;
  const manifests = versions.map((minted) => [minted.version, registryManifest(minted, base)] as const);
  content.set(`/${latest.name}`, jsonAnswer(packument(latest, manifests)));
  for (const [version, manifest] of manifests) content.set(`/${latest.name}/${version}`, jsonAnswer(manifest));
  content.set(`/${latest.name}/latest`, jsonAnswer(registryManifest(latest, base)));
  for (const { fileName, bytes } of versions) content.set(`/${latest.name}/-/${fileName}`, fileAnswer(bytes));
}

function packument(latest: MintedPackage, manifests: readonly (readonly [string, unknown])[]): unknown {
  return {
    _id: latest.name,
    name: latest.name,
    'dist-tags': { latest: latest.version },
    versions: Object.fromEntries(manifests),
    time: {
      created: published,
      modified: published,
      ...Object.fromEntries(manifests.map(([version]) => [version, published])),
    },
  };
}

function registryManifest(minted: MintedPackage, base: string): unknown {
  const { name, version, integrity, shasum, manifest, dist } = minted;
  const stated = { integrity, shasum, tarball: tarballUrl(base, minted), ...dist };
  return { ...manifest, name, version, _id: `${name}@${version}`, dist: stated };
}

function byName(packages: readonly MintedPackage[]): ReadonlyMap<string, readonly MintedPackage[]> {
  const groups = new Map<string, MintedPackage[]>();
  for (const minted of packages) {
    const group = groups.get(minted.name);
    if (group === undefined) groups.set(minted.name, [minted]);
    else group.push(minted);
  }
  return groups;
}
