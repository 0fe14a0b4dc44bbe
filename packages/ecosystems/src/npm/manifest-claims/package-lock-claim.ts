import { asText, type DocMap } from '@assay/documents';
import { writeClaim } from './claim.js';
import { pathBelow, readBin } from './package-bin.js';
import { readNeeds } from './package-needs.js';

/** The fields in which an entry says something about a manifest. */
const speaking: readonly string[] = ['bin', 'binDir', 'dependencies', 'optionalDependencies', 'peerDependencies'];

/** What the many entries say that have none of them: one text for all. */
const silent = writeClaim({ client: 'npm', bin: [], needs: { direct: [], peers: [] } });

/** What an entry of a package-lock.json, or of a bun.lock, says about the manifest of the package `name`. */
export function packageLockClaim(name: string, meta: DocMap): string {
  if (!speaking.some((field) => meta.has(field))) return silent;
  const needs = readNeeds(meta);
  return writeClaim({
    client: 'npm',
    bin: sorted(readBin(name, meta.get('bin'))),
    ...(meta.has('binDir') ? { binFolder: pathBelow(asText(meta.get('binDir')) ?? '') } : {}),
    needs: needs === null ? null : { direct: sorted(needs.direct), peers: sorted(needs.peers) },
  });
}

function sorted(pairs: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
}
