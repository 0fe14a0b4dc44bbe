/** Rules and entries that are about nothing: usually a mistyped purl or registry. */

import { matchesPattern, type Inventory, type RegistryTable, type Subject } from '@assay/model';
import { publisherEntryFor } from './expectations.js';
import type { Policy, Rule, Selector } from './policy.js';
import { selectionOf } from './requirement.js';

/**
 * One sentence for each rule that names a purl or a registry which no locked package has. Ecosystems and scopes are words of a
 * closed list: a rule for one that this project does not use is no mistake.
 */
export function idleRuleWarnings(
  policy: Policy,
  { subjects }: Inventory,
  registries: RegistryTable,
): readonly string[] {
  return policy.rules
    .filter(({ select }) => select.purl !== undefined || select.registry !== undefined)
    .filter((rule) => !subjects.some((subject) => isAbout(rule, subject, registries)))
    .map(({ select, line }) => `The rule for ${shown(select)} (line ${String(line)}) matches no locked package.`);
}

/** One sentence for each entry of `publishers`, `attestations`, `installScripts`, `releaseAge` and `namesakes` whose purl no locked package has. */
export function idleEntryWarnings(policy: Policy, { subjects }: Inventory): readonly string[] {
  const { publishers, attestations, installScripts, releaseAge, namesakes } = policy;
  const idle = (list: string, entries: readonly { readonly purl: string; readonly line: number }[]) =>
    entries
      .filter(({ purl }) => !subjects.some((subject) => matchesPattern(purl, subject.purl)))
      .map(
        ({ purl, line }) => `The entry of \`${list}\` for ${purl} (line ${String(line)}) matches no locked package.`,
      );
  return [
    ...idle('publishers', publishers),
    ...idle('attestations', attestations),
    ...idle('installScripts.allow', installScripts),
    ...idle('releaseAge.except', releaseAge?.except ?? []),
    ...idle('namesakes', namesakes),
  ];
}

/** One sentence for each entry of bills of materials' `suppliers` and `licenses` whose purl no locked package has. */
export function idleSbomWarnings({ sbom }: Policy, { subjects }: Inventory): readonly string[] {
  const idle = (list: string, entries: readonly { readonly purl: string }[]) =>
    entries
      .filter(({ purl }) => !subjects.some((subject) => matchesPattern(purl, subject.purl)))
      .map(({ purl }) => `The entry of \`sbom.${list}\` for ${purl} matches no locked package.`);
  return [...idle('suppliers', sbom.suppliers), ...idle('licenses', sbom.licenses ?? [])];
}

/** One sentence for each entry of `publishers` that matches locked packages and decides about none of them: others are more specific. */
export function outrankedEntryWarnings(policy: Policy, { subjects }: Inventory): readonly string[] {
  const deciding = new Map(subjects.map((subject) => [subject, publisherEntryFor(policy, subject)]));
  const decided = new Set(deciding.values());
  return policy.publishers.flatMap((entry) => {
    if (decided.has(entry)) return [];
    const match = subjects.find((subject) => matchesPattern(entry.purl, subject.purl));
    const winner = match === undefined ? undefined : deciding.get(match);
    if (match === undefined || winner === undefined || winner === null) return [];
    const which = `The entry of \`publishers\` for ${entry.purl} (line ${String(entry.line)})`;
    return [
      `${which} decides about no locked package: about ${match.purl}, the one in line ${String(winner.line)} does.`,
    ];
  });
}

/** One sentence for each entry of `publishers` that names a public key: what registries hold is signed with certificates or their own keys. */
export function managedKeyWarnings({ publishers }: Policy): readonly string[] {
  return publishers
    .filter(({ allow }) => allow.some(({ kind }) => kind === 'managed-key'))
    .map(({ purl, line }) => {
      const which = `The entry of \`publishers\` for ${purl} (line ${String(line)})`;
      return `${which} expects a managed key, which no attestation from a registry is verified with: that publisher is never seen.`;
    });
}

function isAbout(rule: Rule, subject: Subject, registries: RegistryTable): boolean {
  const { scope: _scope, ...select } = rule.select;
  return selectionOf(select, { subject, registries }, 'prod') !== 'no';
}

function shown({ purl, registry }: Selector): string {
  return [purl, registry].filter((text) => text !== undefined).join(' from ');
}
