/** A document as checklists look at it. Any tool's, valid or not: what has another type than it should is as if it were not there. */

import { asList, asMap, asText, type DocMap } from '@assay/documents';

/** A document that was read: the JSON-shaped tree, whichever format it came in. */
export interface OpenBom {
  readonly specVersion: string;
  readonly root: DocMap;
}

/** A document, its components laid flat. */
export interface BomView extends OpenBom {
  readonly metadata: DocMap | undefined;
  /** What it is about. */
  readonly main: DocMap | undefined;
  /** All others, nested ones too, each before those that it holds. */
  readonly components: readonly DocMap[];
  /** By bom-ref: those it depends on. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
  /** Bom-refs that some component depends on. */
  readonly neededRefs: ReadonlySet<string>;
  /** Bom-refs of which a composition says whether what they depend on or consist of is complete. */
  readonly rated: ReadonlySet<string>;
  /** Bom-refs of which one says that it is complete. */
  readonly complete: ReadonlySet<string>;
}

/** Takes time in proportion to the document. */
export function viewBom({ specVersion, root }: OpenBom): BomView {
  const metadata = asMap(root.get('metadata'));
  const main = asMap(metadata?.get('component'));
  const components = flatten([...mapsIn(main, 'components'), ...mapsIn(root, 'components')]);
  const dependsOn = dependenciesOf(root);
  return {
    specVersion,
    root,
    metadata,
    main,
    components,
    dependsOn,
    neededRefs: neededOf(dependsOn),
    ...ratingsOf(root),
  };
}

function flatten(top: readonly DocMap[]): DocMap[] {
  const flat: DocMap[] = [];
  const open = top.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    flat.push(next);
    for (const inner of mapsIn(next, 'components').toReversed()) open.push(inner);
  }
  return flat;
}

function dependenciesOf(root: DocMap): ReadonlyMap<string, readonly string[]> {
  const dependsOn = new Map<string, readonly string[]>();
  for (const entry of mapsIn(root, 'dependencies')) {
    const ref = textIn(entry, 'ref');
    if (ref !== undefined) dependsOn.set(ref, textsIn(entry, 'dependsOn'));
  }
  return dependsOn;
}

function neededOf(dependsOn: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const refs of dependsOn.values()) for (const ref of refs) needed.add(ref);
  return needed;
}

/** `not_specified` says nothing. */
function ratingsOf(root: DocMap): Pick<BomView, 'rated' | 'complete'> {
  const rated = new Set<string>();
  const complete = new Set<string>();
  for (const composition of mapsIn(root, 'compositions')) {
    const aggregate = asText(composition.get('aggregate'));
    if (aggregate === undefined || aggregate === 'not_specified') continue;
    for (const ref of [...textsIn(composition, 'dependencies'), ...textsIn(composition, 'assemblies')]) {
      rated.add(ref);
      if (aggregate === 'complete') complete.add(ref);
    }
  }
  return { rated, complete };
}

/** Members of a list that are mappings; none where there is no list. */
export function mapsIn(map: DocMap | undefined, key: string): readonly DocMap[] {
  return (asList(map?.get(key)) ?? []).flatMap((item) => asMap(item) ?? []);
}

/** Members of a list that are texts with something in them. */
export function textsIn(map: DocMap | undefined, key: string): readonly string[] {
  return (asList(map?.get(key)) ?? []).filter((item) => typeof item === 'string').filter(isFilled);
}

/** A text with something in it; what says that nothing is known is nothing. */
export function textIn(map: DocMap | undefined, key: string): string | undefined {
  const text = asText(map?.get(key));
  return text !== undefined && isFilled(text) ? text : undefined;
}

const empty: ReadonlySet<string> = new Set(['', 'unknown', 'none', 'noassertion', 'n/a', 'null', 'undefined']);

function isFilled(text: string): boolean {
  return text.length > 12 || !empty.has(text.trim().toLowerCase());
}
