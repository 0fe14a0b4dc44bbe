/** Purl patterns that no package of a registry can ever match: what looks like protection and is none. */

import { ecosystemsOf, listedForms, splitPurl, type PurlParts } from './purl-pattern.js';
import type { EcosystemId } from '@assay/model';
import type { Readers } from './vocabulary.js';

/** What is wrong, and what to do. */
export interface PurlProblem {
  readonly message: string;
  readonly hint: string;
}

/** Why a text that has the shape of a purl pattern matches no package that a registry could serve; null when it may match one. */
export function purlProblem(text: string, normalise: Readers['normaliseVersion']): PurlProblem | null {
  if (text === 'pkg:**') return null;
  const parts = splitPurl(text);
  const problems = ecosystemsOf(text).map(
    (ecosystem) => nameProblem(ecosystem, nameOf(parts)) ?? versionProblem(ecosystem, parts.version, normalise),
  );
  const [problem] = problems.includes(null) ? [null] : problems;
  return problem ?? spellingProblem(parts, normalise) ?? escapeProblem(text, parts);
}

/** With its scope's `@`. Other escapes can hide nothing that matters here. */
function nameOf({ name }: PurlParts): string {
  return name.replace(/^%40/, '@').replaceAll(/%2f/gi, '/');
}

function nameProblem(ecosystem: EcosystemId, name: string): PurlProblem | null {
  const [first = '', ...others] = name.split('/');
  if (ecosystem === 'rubygems') {
    if (others.length === 0 && !first.startsWith('@')) return null;
    return { message: 'names of gems have no scope', hint: 'Write it as in pkg:gem/rails.' };
  }
  if (ecosystem !== 'npm') return ecosystem === 'composer' ? composerNameProblem(name) : null;
  if (others.length > 1 || (others.length === 1 && !first.startsWith('@') && !first.startsWith('*'))) {
    return {
      message: 'this is no name of an npm package',
      hint: 'Write it as in pkg:npm/left-pad or pkg:npm/@acme/ui.',
    };
  }
  if (others.length === 0 && first.startsWith('@') && !first.includes('**')) {
    return { message: 'this is a scope without a name', hint: `Write pkg:npm/${first}/* for every package in it.` };
  }
  return null;
}

function composerNameProblem(name: string): PurlProblem | null {
  if (name.includes('*') || name.split('/').length === 2) return null;
  return { message: 'this is no name of a Composer package', hint: 'Write it as in pkg:composer/acme/ui.' };
}

function versionProblem(
  ecosystem: EcosystemId,
  version: string,
  normalise: Readers['normaliseVersion'],
): PurlProblem | null {
  if (version === '') return null;
  if (!version.includes('*')) {
    if (normalise(ecosystem, unescaped(version)) !== null) return null;
    const hint =
      ecosystem === 'npm'
        ? 'Write one version, as in 1.2.3, or `1.*` for every version that begins so; a range stands under `versions`.'
        : 'Write one version, as in 1.2.3, without its platform; a range stands under `versions`.';
    return { message: 'what stands after @ is not one version', hint };
  }
  const begins = version.slice(0, version.indexOf('*'));
  const isListed = endings.some((end) => normalise(ecosystem, begins + end)?.startsWith(begins) === true);
  if (isListed && !version.includes('+')) return null;
  const hint =
    'Write what stands before the `*` as registries list it: no `v`, leading zeros or build metadata, as in 1.*.';
  return { message: 'no version is listed so', hint };
}

/** What makes a version of the beginning of one. */
const endings: readonly string[] = ['', '0', '0.0', '.0', '.0.0', '0.0.0'];

/** `1.0.0beta` is a version of gems, and to npm another spelling of `1.0.0-beta`. */
function spellingProblem({ type, version }: PurlParts, normalise: Readers['normaliseVersion']): PurlProblem | null {
  if (version.includes('*') || listedForms(type, unescaped(version), normalise).length < 2) return null;
  const hint = 'Write one entry for pkg:npm and one for pkg:gem.';
  return { message: 'npm and RubyGems list this version in different spellings', hint };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without wildcards, a purl is put into canonical form; with them, its text is compared as it stands. */
function escapeProblem(text: string, { name, version }: PurlParts): PurlProblem | null {
  if (!text.includes('*') || !`${name.replace(/^%40/, '')}${version}`.includes('%')) return null;
  return { message: 'a pattern holds no percent-escapes', hint: 'Write the characters themselves, or `*`.' };
}
