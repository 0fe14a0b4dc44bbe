import type { MintedPackage } from './minted-package.js';
import { tarballUrl } from './npm-lock-entry.js';
import { fileAnswer, jsonAnswer, type RegistryAnswer, type RegistryContent } from './registry-answer.js';

/** A fixed publish time, where a package has none of its own: registries state one for every version. */
const published = '2024-08-19T00:00:00.000Z';

/**
 * What an npm registry serves for these packages: packuments at `/<name>`, manifests at `/<name>/<version>` and
 * `/<name>/latest`, tarballs at `/<name>/-/<file>`, attestations at `/-/npm/v1/attestations/<name>@<version>`, the
 * registry's signing keys, if it has any, at `/-/npm/v1/keys`. `base` is the registry's URL.
 */
export function npmRegistryContent(packages: readonly MintedPackage[], base: string, keys?: unknown): RegistryContent {
  const content = new Map<string, RegistryAnswer>([['/-/ping', jsonAnswer({})]]);
  if (keys !== undefined) content.set('/-/npm/v1/keys', jsonAnswer(keys));
  for (const versions of byName(packages).values()) addPackage(content, versions, base);
  return content;
}

function addPackage(content: Map<string, RegistryAnswer>, versions: readonly MintedPackage[], base: string): void {
  const listed = versions.filter(({ unpublished }) => unpublished !== true);
  const latest = listed.at(-1);
  if (latest === undefined) {
    for (const { name } of versions) content.set(`/${name}`, jsonAnswer(withdrawnPackument(name, versions)));
    return;
  }
  const manifests = new Map(listed.map((minted) => [minted.version, registryManifest(minted, base)]));
  content.set(`/${latest.name}`, jsonAnswer(packument(latest, versions, manifests)));
  for (const [version, manifest] of manifests) content.set(`/${latest.name}/${version}`, jsonAnswer(manifest));
  content.set(`/${latest.name}/latest`, jsonAnswer(registryManifest(latest, base)));
  for (const { fileName, bytes } of listed) content.set(`/${latest.name}/-/${fileName}`, fileAnswer(bytes));
  for (const { name, version, attestations } of listed)
    if (attestations !== undefined)
      content.set(`/${attestationsPath}/${name}@${version}`, jsonAnswer({ attestations }));
}

const attestationsPath = '-/npm/v1/attestations';

function packument(
  latest: MintedPackage,
  versions: readonly MintedPackage[],
  manifests: ReadonlyMap<string, unknown>,
): unknown {
  return {
    _id: latest.name,
    name: latest.name,
    'dist-tags': { latest: latest.version },
    versions: Object.fromEntries(manifests),
    time: {
      created: published,
      modified: published,
      ...timesOf(versions),
    },
  };
}

function timesOf(versions: readonly MintedPackage[]): Readonly<Record<string, string>> {
  const timed = versions.filter(({ untimed }) => untimed !== true);
  return Object.fromEntries(timed.map(({ version, publishedAt = published }) => [version, publishedAt]));
}

/** What is left of a package that was unpublished as a whole. */
function withdrawnPackument(name: string, versions: readonly MintedPackage[]): unknown {
  const unpublished = { name, time: published, versions: versions.map(({ version }) => version) };
  return { _id: name, name, time: { ...timesOf(versions), unpublished } };
}

function registryManifest(minted: MintedPackage, base: string): unknown {
  const { name, version, integrity, shasum, manifest, dist, listed } = minted;
  const stated = { integrity, shasum, tarball: tarballUrl(base, minted), ...attestationsHint(minted, base), ...dist };
  return { ...manifest, name, version, _id: `${name}@${version}`, dist: stated, ...listed };
}

/** `dist.attestations`, as npm's registry states it: where they are, and the type of the provenance among them. */
function attestationsHint({ name, version, attestations }: MintedPackage, base: string): object {
  if (attestations === undefined) return {};
  const provenance = attestations.find(({ predicateType }) => predicateType.includes('/provenance/'));
  const url = `${base}${attestationsPath}/${name.replace('/', '%2f')}@${version}`;
  const hint = provenance === undefined ? {} : { provenance: { predicateType: provenance.predicateType } };
  return { attestations: { url, ...hint } };
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
