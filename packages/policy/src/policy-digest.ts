/** The digest of what a policy means. */

import {
  compareText,
  digestOfJson,
  type Digest,
  type ExpectedPublisher,
  type JsonValue,
  type PublisherEntry,
  type Registry,
  type RegistryKey,
} from '@assay/model';
import { licenseMeanings } from './license/license-meaning.js';
import type {
  AgeRules,
  AllowedScriptsEntry,
  AttestationEntry,
  GemRules,
  NamesakeEntry,
  Policy,
  Rule,
  Waiver,
} from './policy.js';
import { sbomMeaning } from './sbom/sbom-meaning.js';

/**
 * SHA-256 of the policy's meaning as canonical JSON. Lines, comments, spelling and the order of what has no order (names,
 * redirects, aliases, scopes, a rule's checks, hardened codes, predicate types, builders, fingerprints, triggers, key ids, accepted
 * gaps, licence packages and their lists, parts of bills of materials) do not count; the order of registries, rules, waivers and publishers does.
 */
export function policyDigest(policy: Policy): Digest {
  const { version, registries, rules, waivers, limits, acceptGaps, allowEmpty } = policy;
  return digestOfJson({
    version,
    registries: registries.map(registryMeaning),
    rules: rules.map(ruleMeaning),
    waivers: waivers.map(waiverMeaning),
    limits: { artifactBytes: limits.artifactBytes },
    ...trustMeaning(policy),
    // Left out while empty: policies of before this key mean what they meant.
    acceptGaps: acceptGaps.length === 0 ? undefined : asSet(acceptGaps),
    allowEmpty,
  });
}

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** What came after the first policies; each part is left out while it says nothing. */
function trustMeaning(policy: Policy): Members {
  const {
    publishers,
    attestations,
    builders,
    gems,
    installScripts,
    releaseAge,
    namesakes,
    defaults,
    licensePackages,
    sbom,
  } = policy;
  const lenient = [...defaults].filter(([, requirement]) => requirement !== 'require');
  return {
    publishers: publishers.length === 0 ? undefined : publishers.map(publisherMeaning),
    attestations: attestations.length === 0 ? undefined : attestations.map(attestationMeaning),
    builders: builders === null ? undefined : asSet(builders),
    gems: gemsMeaning(gems),
    installScripts: installScripts.length === 0 ? undefined : installScripts.map(allowedMeaning),
    releaseAge: releaseAge === null ? undefined : ageMeaning(releaseAge),
    namesakes: namesakes.length === 0 ? undefined : namesakes.map(namesakeMeaning),
    licensePackages: licensePackages.length === 0 ? undefined : licenseMeanings(licensePackages),
    sbom: sbomMeaning(sbom),
    defaults: lenient.length === 0 ? undefined : Object.fromEntries(lenient),
  };
}

function registryMeaning({ ecosystem, url, from, names, redirects, aliases, keys }: Registry): JsonValue {
  const sets = { names: asSet(names), redirects: asSet(redirects), aliases: asSet(aliases) };
  return { ecosystem, url, from, ...sets, keys: keys?.map(keyMeaning) };
}

function keyMeaning({ id, key, from, until, revoked }: RegistryKey): JsonValue {
  return { id, key, from, until, revoked };
}

function ruleMeaning({ select, checks, harden }: Rule): JsonValue {
  const { ecosystem, purl, registry, scope } = select;
  const scopes = scope === undefined ? undefined : asSet(scope);
  const hardened = [...harden].map(([check, codes]) => [check, asSet(codes)] as const);
  return {
    select: { ecosystem, purl, registry, scope: scopes },
    checks: Object.fromEntries(checks),
    harden: hardened.length === 0 ? undefined : Object.fromEntries(hardened),
  };
}

function waiverMeaning({ line: _line, digest, ...waiver }: Waiver): JsonValue {
  return { ...waiver, digest: digest === undefined ? undefined : { alg: digest.alg, value: digest.value } };
}

function publisherMeaning({ purl, allow }: PublisherEntry): JsonValue {
  return { purl, allow: allow.map(expectedMeaning) };
}

/** Every field counts, those of kinds to come too: only lists without an order are sorted. */
function expectedMeaning(publisher: ExpectedPublisher): JsonValue {
  const members = Object.entries(publisher).map(([key, value]: [string, string | readonly string[]]) => {
    return [key, typeof value === 'string' ? value : asSet(value)] as const;
  });
  return Object.fromEntries(members);
}

function attestationMeaning({ purl, predicateTypes }: AttestationEntry): JsonValue {
  return { purl, predicateTypes: asSet(predicateTypes) };
}

function allowedMeaning({ purl, scripts }: AllowedScriptsEntry): JsonValue {
  return { purl, scripts: scripts === undefined ? undefined : asSet(scripts) };
}

function ageMeaning({ minimum, except }: AgeRules): JsonValue {
  return { minimum, except: asSet(except.map(({ purl }) => purl)) };
}

function namesakeMeaning({ purl, registries }: NamesakeEntry): JsonValue {
  return { purl, registries: registries === null ? undefined : asSet(registries) };
}

function gemsMeaning({ policy, trustDirectory, fingerprints, certificates }: GemRules): JsonValue | undefined {
  const isSilent = policy === 'assay' && !trustDirectory && fingerprints.length === 0;
  if (isSilent) return undefined;
  return { policy, trustDirectory, fingerprints: asSet(fingerprints), certificates: asSet(certificates) };
}

function asSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
