import { asMap, asText, type DocMap } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { shown } from '../shown.js';
import { parseDependencyPath } from './dependency-path.js';
import type { PnpmFormat } from './pnpm-format.js';
import type { PnpmGraph } from './pnpm-graph.js';
import { standsAtTop } from './pnpm-importers.js';
import type { PnpmPackage } from './pnpm-packages.js';

/**
 * Sections that say nothing about what is fetched that the packages do not say themselves. `overrides`, `catalogs` and
 * package extensions have already had their effect on the versions that are locked.
 */
const understood: ReadonlySet<string> = new Set([
  'lockfileVersion',
  'settings',
  'overrides',
  'packageExtensionsChecksum',
  'pnpmfileChecksum',
  'patchedDependencies',
  'ignoredOptionalDependencies',
  'importers',
  'packages',
  'time',
]);

const onlyCurrent: ReadonlySet<string> = new Set(['catalogs', 'snapshots']);

const onlyOld: ReadonlySet<string> = new Set(['neverBuiltDependencies', 'onlyBuiltDependencies']);

/** What an importer holds; in an old lockfile without importers it stands at the top. */
const importerSections: ReadonlySet<string> = new Set([
  'specifiers',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'dependenciesMeta',
  'publishDirectory',
]);

function isUnderstood(section: string, document: DocMap, format: PnpmFormat): boolean {
  if (understood.has(section)) return true;
  if (format.section === 'snapshots') return onlyCurrent.has(section);
  return onlyOld.has(section) || (importerSections.has(section) && standsAtTop(document, format));
}

/** Reports what a document leaves open, or says in a way that is not understood. */
export function addDocumentGaps(document: DocMap, graph: PnpmGraph, draft: InventoryDraft): void {
  addSectionGaps(document, graph.format, draft);
  addPackageGaps(graph, draft);
  addPatchGaps(document, graph, draft);
  for (const { from, key, line } of graph.missing) {
    const detail = `${shown(graph.format.shownKey(from.key))} depends on ${shown(graph.format.shownKey(key))}, which has no entry under ${graph.format.section}.`;
    draft.addGap({ code: 'dependency-not-locked', line, detail });
  }
}

function addSectionGaps(document: DocMap, format: PnpmFormat, draft: InventoryDraft): void {
  for (const key of document.keys()) {
    if (isUnderstood(key, document, format)) continue;
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

function addPackageGaps({ packages, format }: PnpmGraph, draft: InventoryDraft): void {
  let bundling = 0;
  for (const entry of packages.values()) {
    if (bundlesOthers(entry.meta)) bundling++;
    addEntryGaps(entry, format, draft);
  }
  if (bundling === 0) return;
  const detail = `${bundling} packages bundle others in their archives; pnpm's lockfile does not list those.`;
  draft.addGap({ code: 'bundled-not-listed', detail });
}

function bundlesOthers(meta: DocMap | undefined): boolean {
  const bundled = meta?.get('bundledDependencies');
  return isSet(bundled) && bundled !== 'false';
}

function addEntryGaps({ key, path, meta, line }: PnpmPackage, format: PnpmFormat, draft: InventoryDraft): void {
  const name = format.shownKey(key);
  if (meta !== undefined && (name !== key || holdsCredentials(meta, path?.reference))) {
    draft.addGap({ code: 'credentials-in-lockfile', line, detail: `The URL of ${shown(name)} holds credentials.` });
  }
  const stated = path?.problem === undefined ? asText(meta?.get('version')) : undefined;
  if (path?.isVersion === true && stated !== undefined && stated !== path.reference) {
    const detail = `${shown(name)} says it is version ${shown(stated)}, and that is what pnpm installs.`;
    draft.addGap({ code: 'version-disagrees', line, detail });
  }
}

function holdsCredentials(meta: DocMap, reference: string | undefined): boolean {
  const resolution = asMap(meta.get('resolution'));
  const texts = [
    asText(resolution?.get('tarball')),
    asText(resolution?.get('repo')),
    asText(resolution?.get('registry')),
    reference,
  ];
  return texts.some((text) => text !== undefined && withoutCredentials(text).hadCredentials);
}

/** A patch changes the files after the archive was checked, so the archive does not speak for what is installed. */
function addPatchGaps(document: DocMap, graph: PnpmGraph, draft: InventoryDraft): void {
  const patches = asMap(document.get('patchedDependencies'));
  const patched = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.isPatched) continue;
    patched.add(node.path?.name ?? node.id);
    addPatchGap(draft, graph.format.shownKey(node.id), node.line);
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
