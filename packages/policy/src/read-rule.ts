/** Rules of a policy. */

import type { Requirement } from '@assay/model';
import type { Rule, Selector } from './policy.js';
import { readPurl } from './read-purl.js';
import { readRegistryUrl } from './read-registry.js';
import type { EntryPlace } from './refuse.js';
import type { PolicyDocument } from './shape.js';

type RuleDocument = NonNullable<PolicyDocument['rules']>[number];
type SelectorDocument = NonNullable<RuleDocument['select']>;

/** A rule. Throws what `refuse` makes for a URL or purl that cannot be used, and for a rule that says nothing. */
export function readRule({ select = {}, checks, harden }: RuleDocument, place: EntryPlace): Rule {
  const requirements = given<Requirement>(checks ?? {});
  const hardened = given<readonly string[]>(harden ?? {});
  const refuse = (key: string, message: string) => place.refuse([...place.path, key], message);
  if (checks === undefined && harden === undefined) {
    throw refuse('checks', `rules[${String(place.path.at(-1))}].checks: this key is missing`);
  }
  if (checks !== undefined && requirements.size === 0) throw refuse('checks', 'the rule names no check');
  if (harden !== undefined && hardened.size === 0) throw refuse('harden', 'the rule hardens no check');
  return { select: readSelector(select, place), checks: requirements, harden: hardened, line: place.line };
}

function given<T>(members: Readonly<Record<string, T | undefined>>): ReadonlyMap<string, T> {
  const entries = Object.entries(members);
  return new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function readSelector({ ecosystem, purl, registry, scope }: SelectorDocument, place: EntryPlace): Selector {
  const { path, refuse } = place;
  return {
    ...(ecosystem === undefined ? {} : { ecosystem }),
    ...(purl === undefined ? {} : { purl: readPurl(purl, { ...place, path: [...path, 'select', 'purl'] }) }),
    ...(registry === undefined ? {} : { registry: readRegistryUrl(registry, [...path, 'select', 'registry'], refuse) }),
    ...(scope === undefined ? {} : { scope }),
  };
}
