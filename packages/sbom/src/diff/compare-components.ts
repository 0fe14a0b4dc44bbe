import { compareText } from '@assay/model';
import type { ComponentFacts, SaidKind } from './component-facts.js';
import type { BomChange, BomChangeCode } from './bom-change.js';
import type { Pair } from './pair-components.js';

type Lists = ReadonlyMap<string, readonly string[]>;

const none: Lists = new Map();

/** What differs between two statements about one component. */
export function compareComponents([before, after]: Pair): readonly BomChange[] {
  const found: BomChange[] = [];
  const { label } = after;
  const same = before.version === after.version;
  if (!same) found.push(change('version-changed', label, [before.version, after.version]));
  // Another version has other hashes and other places, but seldom another registry.
  if (same) compareHashes(found, before, after);
  for (const [kind, code] of same ? [...codes, sources] : [...codes, hosts]) {
    for (const { what, gone, come } of setDifferences(before.said.get(kind) ?? none, after.said.get(kind) ?? none)) {
      const named = what === '' ? {} : { what };
      found.push({ code: codeOf(code, gone), component: label, ...named, before: gone, after: come });
    }
  }
  return found;
}

const codes: readonly (readonly [SaidKind, BomChangeCode])[] = [
  ['signer', 'signer-changed'],
  ['verdict', 'verdict-changed'],
  ['finding', 'finding-changed'],
  ['party', 'party-changed'],
  ['license', 'license-changed'],
  ['scope', 'scope-changed'],
];
const sources = ['source', 'source-changed'] as const;
const hosts = ['host', 'source-changed'] as const;

function codeOf(code: BomChangeCode, gone: readonly string[]): BomChangeCode {
  return code === 'signer-changed' && gone.length === 0 ? 'signer-added' : code;
}

function compareHashes(found: BomChange[], before: ComponentFacts, after: ComponentFacts): void {
  for (const { what, gone, come } of setDifferences(before.hashes, after.hashes)) {
    const code = gone.length === 0 ? 'hash-added' : come.length === 0 ? 'hash-removed' : 'hash-changed';
    found.push({ code, component: after.label, what, before: gone, after: come });
  }
}

function change(code: BomChangeCode, component: string, [before, after]: readonly [string, string]): BomChange {
  return { code, component, before: [before], after: [after] };
}

/** By key: what only one side says. Keys in order. */
export function setDifferences(
  before: Lists,
  after: Lists,
): readonly { readonly what: string; readonly gone: readonly string[]; readonly come: readonly string[] }[] {
  const found = [];
  for (const what of [...new Set([...before.keys(), ...after.keys()])].sort(compareText)) {
    const [gone, come] = [only(before.get(what), after.get(what)), only(after.get(what), before.get(what))];
    if (gone.length > 0 || come.length > 0) found.push({ what, gone, come });
  }
  return found;
}

const nothing: readonly string[] = [];

function only(these: readonly string[] = nothing, those: readonly string[] = nothing): readonly string[] {
  if (these.length === 1 && those.length === 1) return these[0] === those[0] ? nothing : these;
  const known = new Set(those);
  return [...new Set(these)].filter((one) => !known.has(one)).sort(compareText);
}
