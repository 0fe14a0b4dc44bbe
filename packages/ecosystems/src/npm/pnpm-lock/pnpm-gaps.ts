import { asMap, asText, DocMap } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { shown } from '../shown.js';
import { parseDependencyPath } from './dependency-path.js';
import type { PnpmGraph } from './pnpm-graph.js';

/**
 * Sections that say nothing about what is fetched that the packages do not say themselves. `overrides`, `catalogs` and
 * package extensions have already had their effect on the versions that are locked.
 */
const understood: ReadonlySet<string> = new Set([
  'lockfileVersion',
  'settings',
  'catalogs',
  'overrides',
  'packageExtensionsChecksum',
  'pnpmfileChecksum',
  'patchedDependencies',
  'ignoredOptionalDependencies',
  'importers',
  'packages',
  'snapshots',
  'time',
]);

/** Reports what a document leaves open, or says in a way that is not understood. */
export function addDocumentGaps(document: DocMap, graph: PnpmGraph, draft: InventoryDraft): void {
  addSectionGaps(document, draft);
  addPackageGaps(document, draft);
  addPatchGaps(document, graph, draft);
  for (const { from, key, line } of graph.missing) {
    const detail = `${shown(from.key)} depends on ${shown(key)}, which has no snapshot.`;
    draft.addGap({ code: 'dependency-not-locked', line, detail });
  }
}

function addSectionGaps(document: DocMap, draft: InventoryDraft): void {
  for (const key of document.keys()) {
    if (understood.has(key)) continue;
    const detail = `The section ${shown(key)} is not understood.`;
    draft.addGap({ code: 'unknown-section', line: document.lineOf(key), detail });
  }
  if (document.has('packageExtensionsChecksum')) {
    const detail =
      'packageExtensions change what packages ask for: their dependencies are not compared with the lockfile.';
    const line = document.lineOf('packageExtensionsChecksum');
    draft.addGap({ code: 'package-extensions', line, detail });
  }
  if (!document.has('pnpmfileChecksum')) return;
  const detail = 'A .pnpmfile.cjs takes part in the installation and is not looked at.';
  draft.addGap({ code: 'pnpmfile', line: document.lineOf('pnpmfileChecksum'), detail });
}

function addPackageGaps(document: DocMap, draft: InventoryDraft): void {
  const packages = asMap(document.get('packages'));
  if (packages === undefined) return;
  let bundling = 0;
  for (const [key, value] of packages.entries()) {
    const meta = asMap(value) ?? new DocMap(packages.lineOf(key));
    if (bundlesOthers(meta)) bundling++;
    addEntryGaps(key, meta, { draft, line: packages.lineOf(key) });
  }
  if (bundling === 0) return;
  const detail = `${bundling} packages bundle others in their archives; pnpm's lockfile does not list those.`;
  draft.addGap({ code: 'bundled-not-listed', detail });
}

function bundlesOthers(meta: DocMap): boolean {
  const bundled = meta.get('bundledDependencies');
  return isSet(bundled) && bundled !== 'false';
}

function addEntryGaps(key: string, meta: DocMap, { draft, line }: { draft: InventoryDraft; line: number }): void {
  const path = parseDependencyPath(key);
  if (holdsCredentials(meta, path?.reference)) {
    draft.addGap({ code: 'credentials-in-lockfile', line, detail: `The URL of ${shown(key)} holds credentials.` });
  }
  const stated = asText(meta.get('version'));
  if (path?.isVersion === true && stated !== undefined && stated !== path.reference) {
    const detail = `${shown(key)} says it is version ${shown(stated)}, and that is what pnpm installs.`;
    draft.addGap({ code: 'version-disagrees', line, detail });
  }
}

function holdsCredentials(meta: DocMap, reference: string | undefined): boolean {
  const resolution = asMap(meta.get('resolution'));
  const texts = [asText(resolution?.get('tarball')), asText(resolution?.get('repo')), reference];
  return texts.some((text) => text !== undefined && withoutCredentials(text).hadCredentials);
}

/** A patch changes the files after the archive was checked, so the archive does not speak for what is installed. */
function addPatchGaps(document: DocMap, graph: PnpmGraph, draft: InventoryDraft): void {
  const patches = asMap(document.get('patchedDependencies'));
  const patched = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.isPatched) continue;
    patched.add(nameOf(node.id));
    addPatchGap(draft, node.id, node.line);
  }
  for (const key of patches?.keys() ?? []) {
    if (!patched.has(nameOf(key))) addPatchGap(draft, key, patches?.lineOf(key) ?? 1);
  }
}

function nameOf(key: string): string {
  return parseDependencyPath(key)?.name ?? key;
}

function addPatchGap(draft: InventoryDraft, key: string, line: number): void {
  const detail = `${shown(key)} is patched locally: the installed files differ from the archive.`;
  draft.addGap({ code: 'patched-locally', line, detail });
}
