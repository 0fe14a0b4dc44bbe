/** How much the policy asks of a check about one subject. */

import {
  matchesPattern,
  type Occurrence,
  type Outcome,
  type RegistryTable,
  type Requirement,
  type Scope,
  type Subject,
} from '@assay/model';
import { comesFrom, type Selection } from './comes-from.js';
import { defaultRequirement } from './default-requirement.js';
import type { Policy, Rule, Selector } from './policy.js';

/** A subject, all the places where it is locked, and the registries that may answer for it. */
export interface LockedSubject {
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
  readonly registries: RegistryTable;
}

const strictness: readonly Requirement[] = ['ignore', 'prefer', 'require'];
const allScopes: readonly Scope[] = ['prod', 'dev', 'optional', 'peer'];

/** What a subject is asked for. */
export interface Asked {
  /** How much is asked of a check: of one outcome, or, before there is any, at least whether it is to run. */
  readonly requirementOf: (check: string, outcome?: Outcome) => Requirement;
  /** True when a proven finding with this code counts as `absent`. */
  readonly isHardened: (check: string, code: string) => boolean;
}

/**
 * The strictest requirement over all occurrences; in each of them the last rule that names the check decides. A check that no
 * rule mentions has its own default, which is `require` unless its check says otherwise: forgetting a line must not weaken a gate.
 * A rule of which it is open whether it selects the subject counts where it asks for more, and never where it asks for less.
 */
export function requirementFor(policy: Policy, locked: LockedSubject, check: string): Requirement {
  return requirementsOf(policy, locked)(check);
}

/** {@link requirementFor} for many checks of one subject: the rules are selected once. */
export function requirementsOf(policy: Policy, locked: LockedSubject): Asked['requirementOf'] {
  return askedOf(policy, locked).requirementOf;
}

/**
 * All that is asked of one subject. A code is hardened when any rule that selects the subject, in any of its occurrences, says so: no
 * later rule takes it back.
 */
export function askedOf(policy: Policy, locked: LockedSubject): Asked {
  const rulesByScope = scopesOf(locked).map((scope) => selectRules(policy.rules, locked, scope));
  const hardening = rulesByScope.flat().filter(({ rule }) => rule.harden.size > 0);
  return {
    requirementOf: (check, outcome) => {
      const { subject, registries } = locked;
      const byDefault = () => defaultRequirement(check, { policy, subject, registries, outcome });
      return rulesByScope.map((rules) => lastWord(rules, check, byDefault)).reduce(stricter);
    },
    isHardened: (check, code) =>
      hardening.some(({ rule }) =>
        [{ check, code }, ...restsOn(locked.subject, check, code)].some(
          (proof) => rule.harden.get(proof.check)?.includes(proof.code) === true,
        ),
      ),
  };
}

/**
 * Proofs that another one rests on: whoever does not take the registry's word for when something was signed does not take it from
 * `publisher` either.
 */
function restsOn({ ecosystem }: Subject, check: string, code: string): readonly { check: string; code: string }[] {
  if (check !== 'publisher' || code !== 'publisher-time-unauthenticated') return [];
  return [{ check: ecosystem === 'npm' ? 'registry-signature' : 'gem-signature', code: 'time-unauthenticated' }];
}

/** The scopes a subject is locked in. One that is locked nowhere could have any: no scope may weaken what is asked of it. */
function scopesOf({ occurrences }: LockedSubject): readonly Scope[] {
  return occurrences.length === 0 ? allScopes : [...new Set(occurrences.map((occurrence) => occurrence.scope))];
}

function stricter(a: Requirement, b: Requirement): Requirement {
  return strictness.indexOf(a) >= strictness.indexOf(b) ? a : b;
}

/** A rule that selects a subject, or may. */
interface SelectedRule {
  readonly rule: Rule;
  readonly selection: Exclude<Selection, 'no'>;
}

function selectRules(rules: readonly Rule[], locked: LockedSubject, scope: Scope): readonly SelectedRule[] {
  return rules.flatMap((rule) => {
    const selection = selectionOf(rule.select, locked, scope);
    return selection === 'no' ? [] : [{ rule, selection }];
  });
}

/**
 * What the rules come to, one after another: one that may be about the subject can only add to what was asked before it. Read from the end, where
 * the last rule that is about the subject settles it.
 */
function lastWord(rules: readonly SelectedRule[], check: string, byDefault: () => Requirement): Requirement {
  let added: Requirement = 'ignore';
  for (let at = rules.length - 1; at >= 0; at--) {
    const word = rules[at]?.rule.checks.get(check);
    if (word === undefined) continue;
    added = stricter(added, word);
    if (rules[at]?.selection === 'yes') return added;
  }
  return stricter(added, byDefault());
}

/** `yes` when every given field of the selector holds; `open` when it is not known whether the registry does. */
export function selectionOf(
  select: Selector,
  { subject, registries }: Pick<LockedSubject, 'subject' | 'registries'>,
  scope: Scope,
): Selection {
  if (select.ecosystem !== undefined && select.ecosystem !== subject.ecosystem) return 'no';
  if (select.purl !== undefined && !matchesPattern(select.purl, subject.purl)) return 'no';
  if (select.scope !== undefined && !select.scope.includes(scope)) return 'no';
  return select.registry === undefined ? 'yes' : comesFrom(subject, select.registry, registries);
}
