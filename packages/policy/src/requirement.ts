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
import type { Policy, Rule, Selector } from './policy.js';

/** A subject and all the places where it is locked. */
export interface LockedSubject {
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
}

const strictness: readonly Requirement[] = ['ignore', 'prefer', 'require'];
const allScopes: readonly Scope[] = ['prod', 'dev', 'optional', 'peer'];

/**
 * The strictest requirement over all occurrences; in each of them the last rule that names the check decides. A check that no
 * rule mentions is required: forgetting a line must not weaken a gate.
 */
export function requirementFor(policy: Policy, locked: LockedSubject, check: string): Requirement {
  return requirementsOf(policy, locked)(check);
}

/** {@link requirementFor} for many checks of one subject: the rules are selected once. */
export function requirementsOf(policy: Policy, locked: LockedSubject): (check: string) => Requirement {
  const rulesByScope = scopesOf(locked).map((scope) =>
    policy.rules.filter((rule) => isSelected(rule.select, locked.subject, scope)),
  );
  return (check) => rulesByScope.map((rules) => lastWord(rules, check)).reduce(stricter);
}

/** The scopes a subject is locked in. One that is locked nowhere could have any: no scope may weaken what is asked of it. */
function scopesOf({ occurrences }: LockedSubject): readonly Scope[] {
  return occurrences.length === 0 ? allScopes : [...new Set(occurrences.map((occurrence) => occurrence.scope))];
}

function stricter(a: Requirement, b: Requirement): Requirement {
  return strictness.indexOf(a) >= strictness.indexOf(b) ? a : b;
}

function lastWord(rules: readonly Rule[], check: string): Requirement {
  return rules.findLast((rule) => rule.checks.has(check))?.checks.get(check) ?? 'require';
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
