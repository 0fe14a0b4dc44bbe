/** What RubyGems keeps beside an installed gem's files, believes and runs: read, never run. */

import { closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import type { CopiesWanted, LocalCopyRead, PackageFacts } from '@assay/model';
import { isThere } from './bundler-places.js';
import { copyProblem, treeProblem } from './copy-problems.js';
import { descend, openFileIn } from './descend.js';
import { isSameRelease, mostGems, type GemClaim } from './gem-claims.js';
import { isOtherPlatform } from './gem-file-names.js';
import { parseInstalledGemspec, type InstalledGemspec } from './installed-gemspec.js';
import { listNames } from './list-names.js';
import { OpenFolder } from './open-folder.js';
import { readWhole } from './read-open-file.js';
import { attempt } from './system-code.js';

/** What RubyGems keeps, and what is wrong with it. */
export interface GemRecord {
  readonly exists: boolean;
  readonly facts?: PackageFacts;
  readonly problems: LocalCopyRead['problems'];
}

/** A gem in a gem folder. */
export interface InstalledGem {
  readonly folder: string;
  /** Name, version and platform as RubyGems joins them. */
  readonly fullName: string;
  readonly wanted: CopiesWanted;
  /** What all specifications in the folder say they are. */
  readonly claims: readonly GemClaim[];
}

/** Reads it. Binstubs are not looked at: they are written per application and name no file of the gem but its executables. */
export function readGemRecord(gem: InstalledGem): GemRecord {
  const others = [...platformProblems(gem), ...doubleProblems(gem)];
  const besides = [...others, ...extensionProblems(gem), ...pluginProblems(gem)];
  const text = readGemspec(gem);
  if (text === null) {
    const missing = copyProblem('installed-gemspec-missing');
    return { exists: others.length > 0, problems: [missing, ...besides] };
  }
  if (typeof text !== 'string') return { exists: true, problems: [text, ...besides] };
  const gemspec = parseInstalledGemspec(text);
  if ('line' in gemspec) {
    const shown = JSON.stringify(gemspec.text.slice(0, 200));
    const problem = copyProblem('installed-gemspec-code', `line ${gemspec.line} is ${shown}`);
    return { exists: true, problems: [problem, ...besides] };
  }
  return {
    exists: true,
    facts: factsOf(gemspec, gem.wanted),
    problems: [...gemspecProblems(gemspec, gem.wanted), ...besides],
  };
}

/** No specification of a licence is larger; RubyGems' longest have some hundred KiB. */
const mostBytes = 2 * 1024 * 1024;

/** The text; null when there is none; a problem when it cannot be read. */
function readGemspec({ folder, fullName }: InstalledGem): string | null | LocalCopyRead['problems'][number] {
  const holder = descend({ base: folder, names: ['specifications'] });
  const name = `${fullName}.gemspec`;
  const file = holder instanceof OpenFolder ? openFileIn(holder, name) : holder;
  if (holder instanceof OpenFolder) holder.close();
  if (typeof file !== 'number') {
    if (file.code === null) return null;
    const { detail } = treeProblem(file.code, undefined, file.why);
    return copyProblem('installed-gemspec-unreadable', detail.charAt(0).toLowerCase() + detail.slice(1, -1));
  }
  try {
    return attempt(
      () => textOf(file),
      (code) => copyProblem('installed-gemspec-unreadable', code),
    );
  } finally {
    closeSync(file);
  }
}

function textOf(descriptor: number): string | LocalCopyRead['problems'][number] {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return copyProblem('installed-gemspec-unreadable', 'it is not a regular file');
  if (stats.size > mostBytes)
    return copyProblem('installed-gemspec-unreadable', `it is larger than ${mostBytes} bytes`);
  const bytes = readWhole({ descriptor, stats });
  if (bytes === null) return copyProblem('installed-gemspec-unreadable', 'it changed while it was read');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return copyProblem('installed-gemspec-code', 'it is not UTF-8');
  }
}

function gemspecProblems(gemspec: InstalledGemspec, wanted: CopiesWanted): LocalCopyRead['problems'] {
  const { name, version, platform, requirePaths } = gemspec;
  const isIt = name === wanted.name && version === wanted.version && platform === (wanted.platform ?? 'ruby');
  const outside = requirePaths.filter(leadsOut);
  return [
    ...(isIt ? [] : [copyProblem('installed-gemspec-identity', JSON.stringify(`${name} ${version} ${platform}`))]),
    ...outside.map((path) => copyProblem('installed-gemspec-require-path', JSON.stringify(path.slice(0, 200)))),
  ];
}

function leadsOut(path: string): boolean {
  const parts = path.split(/[/\\]/u);
  return path === '' || parts[0] === '' || parts.includes('..') || /[\0~:]/u.test(path);
}

function factsOf(gemspec: InstalledGemspec, wanted: CopiesWanted): PackageFacts {
  const { name, version, platform, extensions, executables, autorequire, postInstallMessage, dependencies } = gemspec;
  return {
    name,
    version,
    ...(platform === 'ruby' && wanted.platform === undefined ? {} : { platform }),
    // RubyGems leaves most of them out of what it installs.
    declaredFiles: null,
    features: {
      executables,
      extensions,
      plugins: [],
      scripts: [],
      autoload: autorequire === null ? [] : [autorequire],
      'post-install-message': postInstallMessage === null ? [] : [postInstallMessage],
      dependencies,
    },
    dependencies,
  };
}

/** `<name>-<version>-<another platform>`: where a lockfile names none, Bundler takes the one that fits this machine best. */
function platformProblems({ folder, wanted }: InstalledGem): LocalCopyRead['problems'] {
  const names = listNames(join(folder, 'specifications'), mostGems);
  if ('code' in names) return [copyProblem('installed-gemspec-unreadable', 'its folder cannot be looked through')];
  const others = names.filter((name) => isOtherPlatform(name, '.gemspec', wanted)).slice(0, mostNamed);
  return others.map((name) => copyProblem('installed-other-platform', JSON.stringify(name)));
}

/** A specification under another name that says it is this gem: RubyGems takes the first that it finds. */
function doubleProblems({ fullName, wanted, claims }: InstalledGem): LocalCopyRead['problems'] {
  const variant = `${wanted.name}-${wanted.version}-`;
  const others = claims.filter(({ file, name }) => {
    return (name ?? wanted.name) === wanted.name && file !== `${fullName}.gemspec` && !file.startsWith(variant);
  });
  const doubles = others.filter(({ file, version, fullName: own }) => {
    // Another version under its own name is another gem.
    return version === null || isSameRelease(version, wanted.version) || file !== `${own ?? ''}.gemspec`;
  });
  return doubles.slice(0, mostNamed).map(({ file }) => copyProblem('installed-gemspec-double', JSON.stringify(file)));
}

const mostNamed = 10;

/** `extensions/<platform>/<abi>/<full name>`: what was built, first on the load path of a gem with extensions. */
function extensionProblems({ folder, fullName }: InstalledGem): LocalCopyRead['problems'] {
  const base = join(folder, 'extensions');
  const platforms = namesOr(base).map((name) => join(base, name));
  const abis = platforms.flatMap((platform) => namesOr(platform).map((name) => join(platform, name)));
  const built = abis.filter((abi) => isThere(join(abi, fullName)));
  return built.map((abi) => copyProblem('installed-extension-folder', abi.slice(folder.length + 1)));
}

function namesOr(path: string): readonly string[] {
  const names = listNames(path);
  return 'code' in names ? [] : names;
}

/** RubyGems writes a file for each plugin into `plugins`, and loads all of them with its commands. */
function pluginProblems({ folder, wanted }: InstalledGem): LocalCopyRead['problems'] {
  const names = ['rb', 'so', 'bundle', 'dll', 'jar'].map((extension) => `plugins/${wanted.name}_plugin.${extension}`);
  return names.filter((name) => isThere(join(folder, name))).map((name) => copyProblem('installed-plugin', name));
}
