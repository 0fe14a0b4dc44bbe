import { asBoolean, asMap, asText, type DocMap } from '@assay/documents';
import type { ArchiveListing, Subject, Unreadable } from '@assay/model';
import { isSet } from '../locked-pins.js';
import { normaliseVersion } from '../package-version.js';
import { shown } from '../shown.js';
import {
  readClaim,
  type Claim,
  type LegacyClaim,
  type PackageLockClaim,
  type PnpmClaim,
  type YarnClaim,
} from './claim.js';
import { allows, readSpec, sameSpec } from './dependency-spec.js';
import { pathBelow, readBin, readBinFolder, type PackageBin } from './package-bin.js';
import { readNeeds, type PackageNeeds } from './package-needs.js';
import { isResolutionOf, type PnpmResolution } from './pnpm-resolution.js';

/**
 * Compares what lockfiles say about a package with its own manifest, `root`. Clients install commands and dependencies as the
 * lockfile states them and never look back, so whoever edits it could put any file behind `node` and any package behind
 * `lodash`. Problems `bin-mismatch` and `dependencies-mismatch`; null when all is as it should be.
 */
export function compareClaims(subject: Subject, root: DocMap, listing: ArchiveListing): Unreadable | null {
  const claims = subject.claims ?? [];
  if (claims.length === 0) return null;
  const bin = manifestBin(subject.name, root, listing);
  const needs = readNeeds(root);
  for (const text of claims) {
    const claim = readClaim(text);
    const command = claim.client === 'npm' ? (foreignCommand(claim, bin) ?? foreignFolder(claim, root)) : null;
    if (command !== null) return { problem: 'bin-mismatch', detail: command };
    const dependency = needs === null ? null : foreignDependency(claim, needs, root);
    if (dependency !== null) return { problem: 'dependencies-mismatch', detail: dependency };
  }
  return null;
}

function manifestBin(name: string, root: DocMap, { entries }: ArchiveListing): PackageBin {
  const folder = asText(asMap(root.get('directories'))?.get('bin'));
  const stated = root.get('bin');
  if (isSet(stated) || folder === undefined) return readBin(name, stated);
  const files = entries.filter((entry) => entry.type === 'file').map(({ path }) => path.slice(path.indexOf('/') + 1));
  return readBinFolder(folder, files);
}

/** A command that the lockfile leaves out is merely not installed. */
function foreignCommand({ bin }: PackageLockClaim, own: PackageBin): string | null {
  const foreign = bin.find(([name, target]) => own.get(name) !== target);
  if (foreign === undefined) return null;
  const [name, target] = foreign;
  const instead = own.get(name);
  const found = instead === undefined ? 'has no such command' : `says ${shown(instead)}`;
  return `The lockfile has the command ${shown(name)} run ${shown(target)}; package.json ${found}.`;
}

function foreignFolder({ binFolder }: PackageLockClaim, root: DocMap): string | null {
  if (binFolder === undefined) return null;
  const own = asText(asMap(root.get('directories'))?.get('bin'));
  if (own !== undefined && pathBelow(own) === binFolder) return null;
  const found = own === undefined ? 'names no such folder' : `says ${shown(own)}`;
  return `The lockfile makes a command of each file in ${shown(binFolder)}; package.json ${found}.`;
}

function foreignDependency(claim: Claim, own: PackageNeeds, root: DocMap): string | null {
  if (claim.client === 'pnpm') return foreignResolution(claim, own, optionalPeers(root));
  if (claim.client === 'npm-6') return foreignRequirement(claim, own);
  if (claim.client === 'yarn') return foreignSpec(claim.direct.filter(isHeldAgainst(claim, own)), own.direct);
  if (claim.needs === null) return 'A section of dependencies in the lockfile is no mapping.';
  const { direct, peers } = claim.needs;
  return foreignSpec(direct, own.direct) ?? foreignSpec(peers, impliedPeers(own, root)) ?? unstated(direct, own.direct);
}

function foreignSpec(locked: readonly (readonly [string, string])[], own: ReadonlyMap<string, string>): string | null {
  for (const [name, spec] of locked) {
    const asked = own.get(name);
    if (asked !== undefined && sameSpec(name, spec, asked)) continue;
    const found = asked === undefined ? 'does not ask for it' : `asks for ${shown(asked)}`;
    return `The lockfile says it asks for ${shown(name)} as ${shown(spec)}; package.json ${found}.`;
  }
  return null;
}

/** npm 5 wrote the version that was found where npm 6 writes the range. */
function foreignRequirement({ required }: LegacyClaim, own: PackageNeeds): string | null {
  const foreign = required.filter(([name, spec]) => {
    const asked = readSpec(name, own.direct.get(name) ?? '');
    const isAllowed = asked !== null && normaliseVersion(spec) !== null && allows(asked.range, spec);
    return !own.direct.has(name) || !isAllowed;
  });
  return foreignSpec(foreign, own.direct);
}

/** What Yarn may have added is no claim, as long as it goes by its real name. */
function isHeldAgainst({ extended }: YarnClaim, own: PackageNeeds) {
  return ([name, spec]: readonly [string, string]): boolean => {
    return extended !== true || own.direct.has(name) || readSpec(name, spec)?.name !== name;
  };
}

/** What the lockfile does not repeat, npm does not hold against the version that it installs. */
function unstated(locked: readonly (readonly [string, string])[], own: ReadonlyMap<string, string>): string | null {
  const stated = new Set(locked.map(([name]) => name));
  const name = [...own.keys()].find((asked) => !stated.has(asked));
  if (name === undefined) return null;
  return `package.json asks for ${shown(name)}, and the lockfile does not say so.`;
}

/** A peer is whatever version the project provides; another package only where the project itself puts it there. */
function foreignResolution({ resolved }: PnpmClaim, own: PackageNeeds, optional: ReadonlySet<string>): string | null {
  for (const target of resolved) {
    const [alias, name, version, isProvided] = target;
    const isPeer = own.peers.has(alias) || optional.has(alias);
    if (isPeer && (name === alias || isProvided === true)) continue;
    const asked = own.direct.get(alias);
    if (asked === undefined ? isAdded(target) : isResolutionOf(target, asked)) continue;
    const unasked = isPeer ? 'has only that name as a peer' : 'does not ask for it';
    const found = asked === undefined ? unasked : `asks for ${shown(asked)}`;
    const locked = version === null ? `${shown(name)} at a URL` : shown(`${name}@${version}`);
    return `The lockfile resolves ${shown(alias)} to ${locked}; package.json ${found}.`;
  }
  return null;
}

/** pnpm adds dependencies and peers of its own accord to packages that are known to have forgotten them, under their real names. */
function isAdded([alias, name, version, isProvided]: PnpmResolution): boolean {
  return isProvided === true || (name === alias && version !== null);
}

/** Bun writes `*` for a peer that `peerDependenciesMeta` calls optional and `peerDependencies` does not name (debug has one). */
function impliedPeers(own: PackageNeeds, root: DocMap): ReadonlyMap<string, string> {
  const meta = [...(asMap(root.get('peerDependenciesMeta'))?.entries() ?? [])];
  const optional = meta.filter(([, value]) => asBoolean(asMap(value)?.get('optional')) === true);
  return new Map([...optional.map(([name]) => [name, '*'] as const), ...own.peers]);
}

/** Peers that stand under `peerDependenciesMeta` alone. */
function optionalPeers(root: DocMap): ReadonlySet<string> {
  return new Set(asMap(root.get('peerDependenciesMeta'))?.keys() ?? []);
}
