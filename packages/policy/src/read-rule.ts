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
export function readRule({ select = {}, checks }: RuleDocument, place: EntryPlace): Rule {
  const requirements = new Map<string, Requirement>();
  for (const [check, requirement] of Object.entries(checks)) {
    if (requirement !== undefined) requirements.set(check, requirement);
  }
  if (requirements.size === 0) throw place.refuse([...place.path, 'checks'], 'the rule names no check');
  return { select: readSelector(select, place), checks: requirements, line: place.line };
}

function readSelector({ ecosystem, purl, registry, scope }: SelectorDocument, { path, refuse }: EntryPlace): Selector {
  return {
    ...(ecosystem === undefined ? {} : { ecosystem }),
    ...(purl === undefined ? {} : { purl: readPurl(purl, [...path, 'select', 'purl'], refuse) }),
    ...(registry === undefined ? {} : { registry: readRegistryUrl(registry, [...path, 'select', 'registry'], refuse) }),
    ...(scope === undefined ? {} : { scope }),
  };
}
