/** How much the policy asks of a check about one subject. */

import {
  matchesPattern,
  normaliseRegistryUrl,
  pathUnder,
  type Occurrence,
  type Requirement,
  type Scope,
  type Subject,
} from '@assay/model';
import { publisherEntryFor, requiredPredicateTypes } from './expectations.js';
import type { Policy, Rule, Selector } from './policy.js';

/** A subject and all the places where it is locked. */
export interface LockedSubject {
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
}

const strictness: readonly Requirement[] = ['ignore', 'prefer', 'require'];
const allScopes: readonly Scope[] = ['prod', 'dev', 'optional', 'peer'];

/** What a subject is asked for. */
export interface Asked {
  /** How much is asked of a check. */
  readonly requirementOf: (check: string) => Requirement;
  /** True when a proven finding with this code counts as `absent`. */
  readonly isHardened: (check: string, code: string) => boolean;
}

/**
 * The strictest requirement over all occurrences; in each of them the last rule that names the check decides. A check that no
 * rule mentions has its own default, which is `require` unless its check says otherwise: forgetting a line must not weaken a gate.
 */
export function requirementFor(policy: Policy, locked: LockedSubject, check: string): Requirement {
  return requirementsOf(policy, locked)(check);
}

/** {@link requirementFor} for many checks of one subject: the rules are selected once. */
export function requirementsOf(policy: Policy, locked: LockedSubject): (check: string) => Requirement {
  return askedOf(policy, locked).requirementOf;
}

/**
 * All that is asked of one subject. A code is hardened when any rule that selects the subject, in any of its occurrences, says so: no
 * later rule takes it back.
 */
export function askedOf(policy: Policy, locked: LockedSubject): Asked {
  const rulesByScope = scopesOf(locked).map((scope) =>
    policy.rules.filter((rule) => isSelected(rule.select, locked.subject, scope)),
  );
  const hardening = rulesByScope.flat().filter(({ harden }) => harden.size > 0);
  return {
    requirementOf: (check) => {
      const words = rulesByScope.map((rules) => lastWord(rules, check));
      const unsaid = words.includes(undefined) ? defaultOf(policy, locked.subject, check) : 'ignore';
      return words.map((word) => word ?? unsaid).reduce(stricter);
    },
    isHardened: (check, code) => hardening.some(({ harden }) => harden.get(check)?.includes(code) === true),
  };
}

/** A policy that names publishers or attestations for a package requires them, unless a rule says otherwise. */
function defaultOf(policy: Policy, subject: Subject, check: string): Requirement {
  const own = policy.defaults.get(check) ?? 'require';
  if (own === 'require') return own;
  const isNamed =
    (check === 'publisher' && publisherEntryFor(policy, subject) !== null) ||
    (check === 'provenance' && requiredPredicateTypes(policy, subject).length > 0);
  return isNamed ? 'require' : own;
}

/** The scopes a subject is locked in. One that is locked nowhere could have any: no scope may weaken what is asked of it. */
function scopesOf({ occurrences }: LockedSubject): readonly Scope[] {
  return occurrences.length === 0 ? allScopes : [...new Set(occurrences.map((occurrence) => occurrence.scope))];
}

function stricter(a: Requirement, b: Requirement): Requirement {
  return strictness.indexOf(a) >= strictness.indexOf(b) ? a : b;
}

function lastWord(rules: readonly Rule[], check: string): Requirement | undefined {
  return rules.findLast((rule) => rule.checks.has(check))?.checks.get(check);
}

/** True when every given field of the selector holds. */
export function isSelected(select: Selector, subject: Subject, scope: Scope): boolean {
  if (select.ecosystem !== undefined && select.ecosystem !== subject.ecosystem) return false;
  if (select.purl !== undefined && !matchesPattern(select.purl, subject.purl)) return false;
  if (select.scope !== undefined && !select.scope.includes(scope)) return false;
  return select.registry === undefined || comesFrom(subject, select.registry);
}

/** True when every URL the lockfile states for the subject lies under the registry, and it states at least one. */
function comesFrom({ source, files }: Subject, registry: string): boolean {
  const named = source.kind === 'registry' && source.url !== undefined ? [asBase(source.url)] : [];
  const urls = [...named, ...files.map((file) => file.url).filter((url) => url !== undefined)];
  return urls.length > 0 && urls.every((url) => pathUnder(registry, url) !== null);
}

/** A registry's base URL may be locked without its last slash. */
function asBase(url: string): string {
  return normaliseRegistryUrl(url) ?? url;
}
