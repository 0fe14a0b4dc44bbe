import { deflateSync } from 'node:zlib';
import type { GemDependency } from '../gem-metadata.js';
import { gzip } from '../gzip.js';
import { gemFullName } from '../mint-gem.js';
import type { MintedGem } from '../minted-package.js';
import { fileAnswer, type RegistryContent } from '../registry-answer.js';
import { rubyMarshal, type RubyValue } from './ruby-marshal.js';

/**
 * The indexes that `gem generate_index` writes and old clients read: `/specs.4.8.gz`, `/latest_specs.4.8.gz`,
 * `/prerelease_specs.4.8.gz`, and `/quick/Marshal.4.8/<full name>.gemspec.rz` for each gem.
 */
export function gemMarshalIndex(gems: readonly MintedGem[]): RegistryContent {
  const released = gems.filter(({ version }) => !isPrerelease(version));
  const latest = [...new Map(released.map((gem) => [`${gem.name} ${gem.platform ?? 'ruby'}`, gem])).values()];
  const prereleases = gems.filter(({ version }) => isPrerelease(version));
  return new Map([
    ['/specs.4.8.gz', index(released)],
    ['/latest_specs.4.8.gz', index(latest)],
    ['/prerelease_specs.4.8.gz', index(prereleases)],
    ...gems.map((gem) => {
      const path = `/quick/Marshal.4.8/${gemFullName(gem)}.gemspec.rz`;
      return [path, fileAnswer(deflateSync(rubyMarshal(specification(gem))))] as const;
    }),
  ]);
}

function index(gems: readonly MintedGem[]): ReturnType<typeof fileAnswer> {
  const tuples = gems.map(({ name, version, platform = 'ruby' }) => [name, gemVersion(version), platform]);
  return fileAnswer(gzip(rubyMarshal(tuples)));
}

/** A letter in a version makes it a prerelease (Gem::Version). */
function isPrerelease(version: string): boolean {
  return /[a-z]/i.test(version);
}

function gemVersion(version: string): RubyValue {
  return { class: 'Gem::Version', marshalDump: [version] };
}

function requirement(text: string): RubyValue {
  const [operator = '>=', version = '0'] = text.split(' ');
  return { class: 'Gem::Requirement', marshalDump: [[[operator, gemVersion(version)]]] };
}

function dependency({ name, requirement: wanted, development }: GemDependency): RubyValue {
  return {
    class: 'Gem::Dependency',
    variables: [
      ['@name', name],
      ['@requirement', requirement(wanted)],
      ['@type', { symbol: development === true ? 'development' : 'runtime' }],
      ['@prerelease', false],
      ['@version_requirements', requirement(wanted)],
    ],
  };
}

/** What `Gem::Specification#_dump` writes, in its order. */
function specification({ name, version, platform = 'ruby', dependencies }: MintedGem): RubyValue {
  const fields: readonly RubyValue[] = [
    '3.5.11',
    4,
    name,
    gemVersion(version),
    '2024-08-19',
    `Minted gem ${name}`,
    requirement('>= 0'),
    requirement('>= 0'),
    platform,
    dependencies.map(dependency),
    '',
    'maintainer@vendor.example',
    ['A. Maintainer'],
    `What ${name} is for`,
    'https://vendor.example/',
    true,
    platform,
    ['MIT'],
    { hash: [] },
  ];
  return { class: 'Gem::Specification', dump: rubyMarshal(fields) };
}
