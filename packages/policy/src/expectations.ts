/** What a policy expects of one package: who published it, which attestations it has, who built it, how its gem is signed. */

import {
  matchesPattern,
  type Expectations,
  type ExpectedPublisher,
  type PublisherEntry,
  type Subject,
} from '@assay/model';
import type { Policy } from './policy.js';
import { compareSpecificity } from './purl-specificity.js';

/** All that the policy expects of a subject. */
export function expectationsOf(policy: Policy, subject: Subject): Expectations {
  const { policy: name, fingerprints } = policy.gems;
  return {
    publishers: expectedPublishers(policy, subject),
    predicateTypes: requiredPredicateTypes(policy, subject),
    builders: policy.builders,
    gems: { policy: name, fingerprints },
    releaseAge: ageOf(policy, subject),
    namesakes: namesakesOf(policy, subject),
    installScripts: policy.installScripts.filter((entry) => matchesPattern(entry.purl, subject.purl)),
  };
}

function ageOf({ releaseAge }: Policy, { purl }: Subject): Expectations['releaseAge'] {
  if (releaseAge === null) return null;
  const { minimum, except } = releaseAge;
  return { minimum, isExcepted: except.some((entry) => matchesPattern(entry.purl, purl)) };
}

/** Entries add up; one that names no registries names them all. */
function namesakesOf({ namesakes }: Policy, { purl }: Subject): Expectations['namesakes'] {
  const matching = namesakes.filter((entry) => matchesPattern(entry.purl, purl));
  if (matching.length === 0) return null;
  const named = matching.map(({ registries }) => registries);
  return { registries: named.includes(null) ? null : [...new Set(named.flatMap((urls) => urls ?? []))] };
}

/** The publishers that the policy allows for a subject, any of them; null where no entry is about it. */
export function expectedPublishers(policy: Policy, subject: Subject): readonly ExpectedPublisher[] | null {
  return publisherEntryFor(policy, subject)?.allow ?? null;
}

/**
 * The one entry that decides: of those whose purl matches, the most specific, and the later one of two that are equally so. Entries do not
 * add up, so that one for a single package can be stricter than one for many.
 */
export function publisherEntryFor({ publishers }: Policy, { purl }: Subject): PublisherEntry | null {
  return rankedOf(publishers).find((entry) => matchesPattern(entry.purl, purl)) ?? null;
}

/** A run asks about every package: entries are put in order once. */
const ranked = new WeakMap<readonly PublisherEntry[], readonly PublisherEntry[]>();

function rankedOf(entries: readonly PublisherEntry[]): readonly PublisherEntry[] {
  const known = ranked.get(entries) ?? entries.toReversed().sort((a, b) => compareSpecificity(b.purl, a.purl));
  ranked.set(entries, known);
  return known;
}

/** Predicate types that any entry requires of a subject: entries add up. */
export function requiredPredicateTypes({ attestations }: Policy, { purl }: Subject): readonly string[] {
  const matching = attestations.filter((entry) => matchesPattern(entry.purl, purl));
  return [...new Set(matching.flatMap(({ predicateTypes }) => predicateTypes))];
}
