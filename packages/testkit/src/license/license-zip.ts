import { hash } from 'node:crypto';
import { mintZip } from '../mint-zip.js';
import { rawZip } from '../zip-builder.js';
import { filesOver } from './files-plan.js';
import { licenseZipChanges, type LicenseZipMistake } from './license-zip-mistakes.js';
import type { LicenseZipPlan } from './license-zip-plan.js';
import type { MintedComposerPackage } from './minted-composer-package.js';

/** A licence package for Composer to mint. */
export interface LicenseZipOptions {
  /** `acme/pro` when not given. */
  readonly name?: string;
  readonly version: string;
  /** What stands in `license.txt`, a line break after it. */
  readonly token: string;
  /** A folder that all files lie in, as zips of forges have one; none when not given, as Satis archives. */
  readonly root?: string;
  /** The one way, or the ways, in which it is not as it should be. */
  readonly mistake?: LicenseZipMistake | readonly LicenseZipMistake[];
  /** Files over the usual ones; undefined takes one away. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** What the repository states instead of the right SHA-1; empty as many do. */
  readonly shasum?: string;
}

/** A minted licence package for Composer. */
export interface MintedLicenseZip extends MintedComposerPackage {
  /** Regular files by path below the root folder, composer.json among them. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Mints a package as a private Composer repository serves it: composer.json of type library, `src/License.php`, `license.txt`;
 * right, or with the mistakes in `licenseZipMistakes`. Same input, same bytes.
 */
export function mintLicenseZip(options: LicenseZipOptions): MintedLicenseZip {
  const { name = 'acme/pro', version, mistake = [] } = options;
  const names = typeof mistake === 'string' ? [mistake] : mistake;
  const plan = names.reduce((before, each) => licenseZipChanges[each].change(before), rightPlan(name, options));
  const files = { 'composer.json': `${JSON.stringify(plan.manifest, null, 4)}\n`, ...plan.files };
  const bytes = zipOf(files, plan.entries, options.root);
  return {
    name,
    version,
    fileName: `${name.replaceAll('/', '-')}-${version}.zip`,
    manifest: { ...plan.manifest, name, version },
    bytes,
    shasum: options.shasum ?? hash('sha1', bytes, 'hex'),
    reference: hash('sha1', `${name} ${version}`, 'hex'),
    files,
  };
}

function zipOf(files: MintedLicenseZip['files'], entries: LicenseZipPlan['entries'], root?: string): Uint8Array {
  const regular = Object.entries(files).map(([path, content]) => ({ path, content }));
  const rooted = root === undefined ? {} : { root };
  if (entries.length === 0) return mintZip({ files: regular, ...rooted });
  const top = root === undefined ? '' : `${root}/`;
  const folder = root === undefined ? [] : [{ name: top, mode: 0o040755 }];
  const plain = regular.map(({ path, content }) => ({ name: `${top}${path}`, content }));
  return rawZip({
    entries: [...folder, ...plain, ...entries.map((entry) => ({ ...entry, name: `${top}${entry.name}` }))],
  });
}

function rightPlan(name: string, { version, token, files }: LicenseZipOptions): LicenseZipPlan {
  const usual = { 'src/License.php': licenseClass, 'license.txt': `${token}\n` };
  return {
    token,
    tokenPath: 'license.txt',
    codePath: 'src/License.php',
    files: filesOver(usual, files),
    manifest: {
      name,
      version,
      description: 'A licence',
      type: 'library',
      license: 'proprietary',
      autoload: { 'psr-4': { 'Acme\\Pro\\': 'src/' } },
    },
    entries: [],
  };
}

/** The code of a right licence package for Composer: `Acme\Pro\License::token()`. */
const licenseClass = `<?php

namespace Acme\\Pro;

final class License
{
    /** The licence token. */
    public static function token(): string
    {
        return trim(file_get_contents(__DIR__ . '/../license.txt'));
    }
}
`;
