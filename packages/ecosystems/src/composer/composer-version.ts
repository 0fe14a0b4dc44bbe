/** Composer's versions: four numbers and a stability, however they are written. */

/** Longer ones are no version's. */
const longest = 256;

const stabilities: Readonly<Record<string, string>> = {
  a: 'alpha',
  alpha: 'alpha',
  b: 'beta',
  beta: 'beta',
  p: 'patch',
  pl: 'patch',
  patch: 'patch',
  rc: 'RC',
  stable: 'stable',
};

/** One to four numbers and what follows them. */
const classical = /^v?(\d{1,5})(\.\d+)?(\.\d+)?(\.\d+)?([^.\d].*|\.(?:\D.*)?)?$/i;

/** Dates with up to six pairs of digits behind the year. */
const dated = /^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3})?)(\D.*)?$/i;

/** A stability, its number, and `dev`. */
const suffix = /^[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d)*))?([.-]?dev)?$/i;

/** A branch of numbers, `1.x-dev`. */
const numericBranch = /^v?(\d+)(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?[.-]?dev$/i;

/**
 * The version in Composer's normal form (`1.2.0.0`, `1.0.0.0-beta1`, `dev-main`, `1.9999999.9999999.9999999-dev`); null for what is none.
 * Aliases (`x as y`) and stability flags (`@dev`) belong to requirements and are no part of a version here.
 */
export function normaliseComposerVersion(text: string): string | null {
  const stated = text.trim();
  if (stated.length > longest || /\s/.test(stated)) return null;
  if (stated === 'master' || stated === 'trunk' || stated === 'default') return `dev-${stated}`;
  const version = withoutBuild(stated);
  if (/^dev-./i.test(version)) return `dev-${version.slice(4)}`;
  return numbered(version) ?? datedVersion(version) ?? branch(version);
}

/** True when Composer takes two texts for the same version; texts that are no versions only when they are equal. */
export function sameComposerVersion(a: string, b: string): boolean {
  if (a === b) return true;
  const version = normaliseComposerVersion(a);
  return version !== null && version === normaliseComposerVersion(b);
}

/** What follows a plus is no part of the version, save of a branch's name. */
function withoutBuild(text: string): string {
  const plus = text.indexOf('+');
  const isBuild = plus > 0 && plus < text.length - 1 && !/^dev-/i.test(text) && !text.slice(0, plus).includes(',');
  return isBuild ? text.slice(0, plus) : text;
}

function numbered(version: string): string | null {
  const [, major, ...rest] = classical.exec(version) ?? [];
  if (major === undefined) return null;
  const [minor = '.0', patch = '.0', fourth = '.0', tail = ''] = rest;
  return withSuffix(`${major}${minor}${patch}${fourth}`, tail);
}

function datedVersion(version: string): string | null {
  const [, date, tail = ''] = dated.exec(version) ?? [];
  return date === undefined ? null : withSuffix(date.replace(/\D/g, '.'), tail);
}

function withSuffix(numbers: string, tail: string): string | null {
  const match = suffix.exec(tail);
  if (match === null) return null;
  const [, stability = '', number = '', dev] = match;
  const name = stabilities[stability.toLowerCase()] ?? '';
  // Composer drops everything behind `stable`.
  if (name === 'stable' && stability === 'stable') return numbers;
  const stable = name === '' ? '' : `-${name}${number.replace(/^[.-]+/, '')}`;
  return `${numbers}${stable}${dev === undefined ? '' : '-dev'}`;
}

function branch(version: string): string | null {
  const [, major, ...rest] = numericBranch.exec(version) ?? [];
  if (major === undefined) return null;
  const parts = [0, 1, 2].map((at) => (rest[at] ?? '.x').replace(/[xX*]/, '9999999'));
  return `${major}${parts.join('')}-dev`;
}
