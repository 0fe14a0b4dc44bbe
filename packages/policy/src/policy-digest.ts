/** The digest of what a policy means. */

import { compareText, digestOfJson, type Digest, type JsonValue, type Registry } from '@assay/model';
import type { Policy, Rule, Waiver } from './policy.js';

/**
 * SHA-256 of the policy's meaning as canonical JSON. Lines, comments, spelling and the order of what has no order (names,
 * redirects, aliases, scopes, a rule's checks, accepted gaps) do not count; the order of registries, rules and waivers does.
 */
export function policyDigest(policy: Policy): Digest {
  const { version, registries, rules, waivers, limits, acceptGaps, allowEmpty } = policy;
  return digestOfJson({
    version,
    registries: registries.map(registryMeaning),
    rules: rules.map(ruleMeaning),
    waivers: waivers.map(waiverMeaning),
    limits: { artifactBytes: limits.artifactBytes },
    // Left out while empty: policies of before this key mean what they meant.
    acceptGaps: acceptGaps.length === 0 ? undefined : asSet(acceptGaps),
    allowEmpty,
  });
}

function registryMeaning({ ecosystem, url, from, names, redirects, aliases }: Registry): JsonValue {
  return { ecosystem, url, from, names: asSet(names), redirects: asSet(redirects), aliases: asSet(aliases) };
}

function ruleMeaning({ select, checks }: Rule): JsonValue {
  const { ecosystem, purl, registry, scope } = select;
  const scopes = scope === undefined ? undefined : asSet(scope);
  return { select: { ecosystem, purl, registry, scope: scopes }, checks: Object.fromEntries(checks) };
}

function waiverMeaning({ line: _line, digest, ...waiver }: Waiver): JsonValue {
  return { ...waiver, digest: digest === undefined ? undefined : { alg: digest.alg, value: digest.value } };
}

function asSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
