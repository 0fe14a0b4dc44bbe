import { gzip } from '../gzip.js';
import { mintPackage, type MintedPackage } from '../minted-package.js';
import { seededRandom } from '../random.js';
import { rawTar } from '../tar-builder.js';
import { writeTar } from '../write-tar.js';
import { filesOver } from './files-plan.js';
import { licenseTarballChanges, type LicenseTarballMistake } from './license-tarball-mistakes.js';
import type { LicenseTarballPlan } from './license-tarball-plan.js';

/** A licence package for npm to mint. */
export interface LicenseTarballOptions {
  /** `@acme-pro/license` when not given. */
  readonly name?: string;
  readonly version: string;
  /** What stands in `license.txt`, a line break after it. */
  readonly token: string;
  /** True: style sheets and fonts too, as vendors of icons deliver them. */
  readonly assets?: boolean;
  /** The one way, or the ways, in which it is not as it should be. */
  readonly mistake?: LicenseTarballMistake | readonly LicenseTarballMistake[];
  /** Files over the usual ones; undefined takes one away. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

/** A minted licence package for npm. */
export interface MintedLicenseTarball extends MintedPackage {
  /** Regular files by path below `package/`, package.json among them. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Mints a package as a private npm scope serves it: package.json without scripts or dependencies, `index.js`, `license.txt`, and
 * assets when wanted; right, or with the mistakes in `licenseTarballMistakes`. Same input, same bytes.
 */
export function mintLicenseTarball(options: LicenseTarballOptions): MintedLicenseTarball {
  const { name = '@acme-pro/license', version, mistake = [] } = options;
  const names = typeof mistake === 'string' ? [mistake] : mistake;
  const plan = names.reduce((before, each) => licenseTarballChanges[each].change(before), rightPlan(name, options));
  const files = { 'package.json': `${JSON.stringify(plan.manifest, null, 2)}\n`, ...plan.files };
  const packed = Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, content }));
  const regular = writeTar(packed);
  const bytes = gzip(rawTar([regular.subarray(0, regular.length - 1024), ...plan.entries]));
  const minted = mintPackage({ name, version, packageJson: { ...plan.manifest, name, version }, bytes });
  return { ...minted, files };
}

function rightPlan(name: string, { version, token, assets = false, files }: LicenseTarballOptions): LicenseTarballPlan {
  const usual = { 'index.js': licenseModule, 'license.txt': `${token}\n`, ...(assets ? assetFiles() : {}) };
  return {
    token,
    tokenPath: 'license.txt',
    codePath: 'index.js',
    files: filesOver(usual, files),
    manifest: {
      name,
      version,
      description: 'A licence',
      license: 'SEE LICENSE IN license.txt',
      main: 'index.js',
    },
    entries: [],
  };
}

/** The code of a right licence package for npm: exports `token`. */
const licenseModule = `'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

// The licence token.
exports.token = readFileSync(join(__dirname, 'license.txt'), 'utf8').trim();
`;

function assetFiles(): Readonly<Record<string, string | Uint8Array>> {
  const random = seededRandom(7);
  const font = Uint8Array.from({ length: 20_000 }, () => random.below(256));
  font.set(new TextEncoder().encode('wOF2'));
  return {
    'css/all.css': "@font-face { font-family: 'Acme Pro'; src: url('../webfonts/acme-solid.woff2'); }\n",
    'webfonts/acme-solid.woff2': font,
    'svgs/anchor.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n',
  };
}
