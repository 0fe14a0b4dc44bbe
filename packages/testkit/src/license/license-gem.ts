import { gemFullName } from '../mint-gem.js';
import { mintGemRelease, type MintedGem } from '../minted-package.js';
import { mintSignedGem, type GemSigning } from '../gem-signing/index.js';
import { rawTar, type RawTarEntry } from '../tar-builder.js';
import { writeTar } from '../write-tar.js';
import { filesOver } from './files-plan.js';
import type { LicenseGemPlan } from './license-gem-plan.js';
import { licenseGemChanges, type LicenseGemMistake } from './license-gem-mistakes.js';

/** A licence gem to mint. */
export interface LicenseGemOptions {
  /** The licence id, which is the gem's version. */
  readonly id: string;
  /** What stands in `lib/license.txt`, a line break after it. */
  readonly token: string;
  /** `karafka-license` when not given; its code then defines the module path `Karafka::License`. */
  readonly name?: string;
  /** The one way, or the ways, in which it is not as it should be. */
  readonly mistake?: LicenseGemMistake | readonly LicenseGemMistake[];
  /** Signed as RubyGems signs: the vendor's gems of before trusted publishing. */
  readonly signing?: GemSigning;
  /** Files over the usual ones; undefined takes one away. The metadata lists what is there. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

/** A minted licence gem. */
export interface MintedLicenseGem extends MintedGem {
  /** Regular files of data.tar.gz by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Mints a licence gem like Karafka Pro's: `lib/license.txt`, `lib/version.txt` and the code that reads them, nothing else; right,
 * or with the mistakes in `licenseGemMistakes`. Same input, same bytes.
 */
export function mintLicenseGem(options: LicenseGemOptions): MintedLicenseGem {
  const { id, token, name = 'karafka-license', mistake = [], signing } = options;
  const names = typeof mistake === 'string' ? [mistake] : mistake;
  const right: LicenseGemPlan = {
    name,
    version: id,
    token,
    tokenPath: 'lib/license.txt',
    codePath: `lib/${name}.rb`,
    files: filesOver(licenseGemFiles({ name, id, token }), options.files),
    entries: [],
    spec: {},
    extraMembers: [],
  };
  const plan = names.reduce((before, each) => licenseGemChanges[each].change(before), right);
  return { ...packed(plan, signing), files: plan.files };
}

function packed(plan: LicenseGemPlan, signing?: GemSigning): MintedGem {
  const { name, version, files, entries, spec, checksums, extraMembers } = plan;
  const options = {
    name,
    version,
    files,
    spec,
    extraMembers,
    dataTar: tarOf(files, entries),
    ...(spec.dependencies === undefined ? {} : { dependencies: spec.dependencies }),
    ...(checksums === undefined ? {} : { checksums }),
  };
  const bytes = signing === undefined ? {} : { bytes: mintSignedGem(options, signing) };
  return { ...mintGemRelease({ ...options, ...bytes }), fileName: `${gemFullName({ name, version })}.gem` };
}

function tarOf(files: LicenseGemPlan['files'], entries: readonly RawTarEntry[]): Uint8Array {
  const regular = writeTar(Object.entries(files).map(([path, content]) => ({ path, content })));
  const withoutEnd = regular.subarray(0, regular.length - 1024);
  return rawTar([withoutEnd, ...entries]);
}

/** The files of a right licence gem. */
export function licenseGemFiles(options: {
  readonly name: string;
  readonly id: string;
  readonly token: string;
}): Readonly<Record<string, string>> {
  const { name, id, token } = options;
  return {
    [`lib/${name}.rb`]: licenseGemCode(name),
    'lib/license.txt': `${token}\n`,
    'lib/version.txt': `${id}\n`,
  };
}

/** The code of a right licence gem: `karafka-license` defines `Karafka::License.token` and `.version`. */
export function licenseGemCode(name: string): string {
  const [outer = 'License', ...inner] = name.split(/[-_]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `# frozen_string_literal: true

module ${outer}
  module ${inner.length === 0 ? 'License' : inner.join('')}
    class << self
      # @return [String] licence token
      def token
        read('license.txt')
      end

      # @return [String] licence id
      def version
        read('version.txt')
      end

      private

      def read(name)
        File.read(File.join(__dir__, name)).strip
      end
    end
  end
end
`;
}
