/** How much the policy asks of a check about one subject. */

import { matchesPattern, pathUnder, type Occurrence, type Requirement, type Scope, type Subject } from '@assay/model';
import type { Policy, Rule, Selector } from './policy.js';

/** A subject and all the places where it is locked. */
export interface LockedSubject {
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
}

const strictness: readonly Requirement[] = ['ignore', 'prefer', 'require'];

/**
 * The strictest requirement over all occurrences; in each of them the last rule that names the check decides. A check that no
 * rule mentions is required: forgetting a line must not weaken a gate.
 */
export function requirementFor(policy: Policy, locked: LockedSubject, check: string): Requirement {
  const scopes: readonly (Scope | null)[] =
    locked.occurrences.length === 0 ? [null] : locked.occurrences.map((occurrence) => occurrence.scope);
  const requirements = [...new Set(scopes)].map((scope) => lastWord(policy.rules, locked.subject, scope, check));
  return requirements.reduce((a, b) => (strictness.indexOf(a) >= strictness.indexOf(b) ? a : b));
}

function lastWord(rules: readonly Rule[], subject: Subject, scope: Scope | null, check: string): Requirement {
  let word: Requirement = 'require';
  for (const rule of rules) {
    const requirement = rule.checks.get(check);
    if (requirement !== undefined && isSelected(rule.select, subject, scope)) word = requirement;
  }
  return word;
}

/** True when every given field of the selector holds. A subject with unknown scope matches no scope selector. */
export function isSelected(select: Selector, subject: Subject, scope: Scope | null): boolean {
  if (select.ecosystem !== undefined && select.ecosystem !== subject.ecosystem) return false;
  if (select.purl !== undefined && !matchesPattern(select.purl, subject.purl)) return false;
  if (select.scope !== undefined && (scope === null || !select.scope.includes(scope))) return false;
  return select.registry === undefined || comesFrom(subject, select.registry);
}

/** True when every URL the lockfile states for the subject lies under the registry, and it states at least one. */
function comesFrom(subject: Subject, registry: string): boolean {
  const named = subject.source.kind === 'registry' ? subject.source.url : undefined;
  const urls = [named, ...subject.files.map((file) => file.url)].filter((url) => url !== undefined);
  return urls.length > 0 && urls.every((url) => pathUnder(registry, url) !== null);
}
