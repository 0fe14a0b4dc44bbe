import { hash } from 'node:crypto';
import { fileAnswer, jsonAnswer, type RegistryContent } from '../registry-answer.js';
import type { MintedComposerPackage } from './minted-composer-package.js';

/**
 * How a Composer repository lists its packages: in `packages.json` itself or in a file that it includes (Satis), or in one
 * file for each name (`metadata-url`, Composer 2).
 */
export type ComposerForm = 'inline' | 'includes' | 'metadata-url';

/** What a Composer repository serves: `/packages.json`, what that leads to, and `/dist/<name>/<file>`. `base` is its URL. */
export function composerContent(
  packages: readonly MintedComposerPackage[],
  { base, form = 'inline' }: { readonly base: string; readonly form?: ComposerForm },
): RegistryContent {
  const dists = packages.map((minted) => [composerDistPath(minted), fileAnswer(minted.bytes)] as const);
  return new Map([...listings(packages, base, form), ...dists]);
}

/** Path of a package's zip below the repository's base. */
export function composerDistPath({ name, fileName }: MintedComposerPackage): string {
  return `/dist/${name}/${fileName}`;
}

function listings(packages: readonly MintedComposerPackage[], base: string, form: ComposerForm): RegistryContent {
  const all = byName(packages, base);
  switch (form) {
    case 'inline':
      return new Map([['/packages.json', jsonAnswer({ packages: all })]]);
    case 'includes': {
      const included = jsonAnswer({ packages: all });
      const sha1 = hash('sha1', included.body, 'hex');
      const path = `include/all$${sha1}.json`;
      const root = jsonAnswer({ packages: [], includes: { [path]: { sha1 } } });
      return new Map([
        ['/packages.json', root],
        [`/${path}`, included],
      ]);
    }
    case 'metadata-url':
      return perName(all, new URL(base).pathname);
  }
}

type Listed = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function perName(all: Listed, basePath: string): RegistryContent {
  const names = Object.keys(all);
  const root = { packages: [], 'metadata-url': `${basePath}p2/%package%.json`, 'available-packages': names };
  return new Map([
    ['/packages.json', jsonAnswer(root)],
    ...Object.entries(all).flatMap(([name, versions]) => [
      [`/p2/${name}.json`, jsonAnswer({ packages: { [name]: Object.values(versions) } })] as const,
      [`/p2/${name}~dev.json`, jsonAnswer({ packages: { [name]: [] } })] as const,
    ]),
  ]);
}

function byName(packages: readonly MintedComposerPackage[], base: string): Listed {
  const names = [...new Set(packages.map(({ name }) => name))];
  const versions = (wanted: string) => {
    const of = packages.filter(({ name }) => name === wanted);
    return Object.fromEntries(of.map((minted) => [minted.version, composerRecord(minted, base)]));
  };
  return Object.fromEntries(names.map((name) => [name, versions(name)]));
}

/** What a repository, and after it a lockfile and `installed.json`, say of one version. */
export function composerRecord(minted: MintedComposerPackage, base: string): Readonly<Record<string, unknown>> {
  const { name, version, manifest, shasum, reference } = minted;
  const dist = { type: 'zip', url: `${base}${composerDistPath(minted).slice(1)}`, reference, shasum };
  const license = [manifest['license'] ?? []].flat();
  return { ...manifest, name, version, version_normalized: normalized(version), license, dist };
}

/** Composer counts four numbers. */
function normalized(version: string): string {
  return [...version.split('.'), '0', '0', '0'].slice(0, 4).join('.');
}
