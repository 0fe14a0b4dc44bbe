import { asMap, type DocMap } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { InventoryDraft } from '../inventory-draft.js';
import { outsideRangeGap } from '../outside-range.js';
import { shown } from '../shown.js';
import type { BunGraph } from './bun-graph.js';
import type { BunPackage } from './bun-node.js';
import type { BunLockDocument } from './read-bun-lock.js';

/** Sections of bun.lock that are read, or say nothing about what is fetched that the packages do not say themselves. */
const understood: ReadonlySet<string> = new Set([
  'lockfileVersion',
  'configVersion',
  'workspaces',
  'trustedDependencies',
  'patchedDependencies',
  'overrides',
  'catalog',
  'catalogs',
  'packages',
]);

/** Reports what a lockfile leaves open, or says in a way that is not understood. */
export function addBunGaps({ root }: BunLockDocument, graph: BunGraph, draft: InventoryDraft): void {
  addSectionGaps(root, draft);
  for (const row of graph.packages) addCredentialGap(row, draft);
  addMissing(graph, draft);
  addOutside(graph, draft);
}

function addSectionGaps(root: DocMap, draft: InventoryDraft): void {
  for (const key of root.keys()) {
    if (understood.has(key)) continue;
    draft.addGap({
      code: 'unknown-section',
      line: root.lineOf(key),
      detail: `The section ${shown(key)} is not understood.`,
    });
  }
  const patches = asMap(root.get('patchedDependencies'));
  for (const key of patches?.keys() ?? []) {
    const detail = `${shown(key)} is patched locally: the installed files differ from the archive.`;
    draft.addGap({ code: 'patched-locally', line: patches?.lineOf(key) ?? 1, detail });
  }
}

function addCredentialGap(row: BunPackage, draft: InventoryDraft): void {
  if (!holdsCredentials(row)) return;
  const detail = `The URL of ${shown(row.key)} holds credentials.`;
  draft.addGap({ code: 'credentials-in-lockfile', line: row.line, detail });
}

function holdsCredentials({ resolution, url }: BunPackage): boolean {
  if (url !== '' && withoutCredentials(url).hadCredentials) return true;
  return resolution.kind === 'located' && resolution.source.kind !== 'archive' && resolution.source.hadCredentials;
}

function addMissing({ missing }: BunGraph, draft: InventoryDraft): void {
  for (const { from, name, scope } of missing) {
    const code = scope === 'optional' ? 'optional-dependency-not-locked' : 'dependency-not-locked';
    const detail = `${from.key === '' ? 'The project' : shown(from.key)} depends on ${shown(name)}, which has no entry.`;
    draft.addGap({ code, line: from.line, detail });
  }
}

function addOutside({ outside }: BunGraph, draft: InventoryDraft): void {
  for (const gap of outside) draft.addGap(outsideRangeGap(gap));
}
