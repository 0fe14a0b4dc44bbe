/** One component, as a document has it and as the evidence shows it. */

import type { BomDifference, RecheckCode } from './bom-difference.js';
import { compareLists } from './compare-lists.js';
import { itemsOf, membersOf, valueText } from './value-text.js';

const codeOfField: ReadonlyMap<string, RecheckCode> = new Map<string, RecheckCode>([
  ...(['type', 'name', 'group', 'version', 'purl'] as const).map((name) => [name, 'identity-differs'] as const),
  ['hashes', 'hash-differs'],
  ['licenses', 'license-differs'],
  ['copyright', 'license-differs'],
  ...(['supplier', 'manufacturer', 'authors', 'publisher'] as const).map((name) => [name, 'supplier-differs'] as const),
  ['scope', 'scope-differs'],
  ['externalReferences', 'reference-differs'],
  ['evidence', 'evidence-differs'],
  ['pedigree', 'pedigree-differs'],
]);

/** Which part of a run a property is about, by the beginning of its name. */
const codeOfProperty: readonly (readonly [string, RecheckCode])[] = [
  ['assay:verdict', 'finding-differs'],
  ['assay:finding', 'finding-differs'],
  ['assay:signed', 'publisher-differs'],
];

/** Whose component it is, and whether the evidence could show more about it. */
export interface ComponentPlace {
  readonly where: string;
  readonly complete: boolean;
}

/** Compares field by field; lists item by item. */
export function recheckComponent(said: unknown, shown: unknown, place: ComponentPlace): readonly BomDifference[] {
  const [left, right] = [membersOf(said), membersOf(shown)];
  const names = [...new Set([...left.keys(), ...right.keys()])].filter((name) => name !== 'bom-ref');
  return names.flatMap((name) => {
    const [one, other] = name === 'components' ? [left, right].map(innerRefs) : [left.get(name), right.get(name)];
    if (valueText(one) === valueText(other)) return [];
    if (name === 'properties') return recheckProperties(one, other, place);
    return differences(texts(one), texts(other), { ...place, code: codeOfField.get(name) ?? 'component-differs' });
  });
}

/** Components inside are compared by themselves; here counts which of them are inside of this one. */
function innerRefs(component: ReadonlyMap<string, unknown>): readonly unknown[] {
  return [...itemsOf(component.get('components'))].map((inner) => membersOf(inner).get('bom-ref'));
}

function recheckProperties(said: unknown, shown: unknown, place: ComponentPlace): readonly BomDifference[] {
  const [left, right] = [byCode(said), byCode(shown)];
  const codes = [...new Set([...left.keys(), ...right.keys()])];
  return codes.flatMap((code) => differences(left.get(code) ?? [], right.get(code) ?? [], { ...place, code }));
}

function byCode(properties: unknown): ReadonlyMap<RecheckCode, readonly string[]> {
  const groups = new Map<RecheckCode, string[]>();
  for (const property of itemsOf(properties)) {
    const name = membersOf(property).get('name');
    const known = codeOfProperty.find(([start]) => typeof name === 'string' && name.startsWith(start));
    const code = known?.[1] ?? 'property-differs';
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [valueText(property)]);
    else group.push(valueText(property));
  }
  return groups;
}

function texts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const items = [...itemsOf(value)];
  return items.length === 0 ? [valueText(value)] : items.map(valueText);
}

const longest = 300;

/**
 * What is said otherwise or left out is false. What is only said, and of which the evidence shows nothing, is false where the evidence
 * is complete: a run that looked would have found it.
 */
export function differences(
  said: readonly string[],
  shown: readonly string[],
  { code, where, complete }: ComponentPlace & { readonly code: RecheckCode },
): readonly BomDifference[] {
  const { added, missing } = compareLists(said, shown);
  if (added.length === 0 && missing.length === 0) return [];
  const outcome = missing.length > 0 || complete ? 'false' : 'not-shown';
  return [{ code, outcome, where, ...one('says', added), ...one('shows', missing) }];
}

function one(name: 'says' | 'shows', list: readonly string[]): Partial<Pick<BomDifference, 'says' | 'shows'>> {
  if (list.length === 0) return {};
  const text = list.join(' ');
  return { [name]: text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…` };
}
