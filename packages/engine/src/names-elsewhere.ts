/** Whether other registries than a subject's own have something under its name: asked only of those that the policy lets be told. */

import type { NameElsewhere } from '@assay/checks';
import {
  allowedRegistries,
  matchesPattern,
  normaliseRegistryUrl,
  registryOfUrl,
  trustedRegistries,
  type Ecosystem,
  type Evidence,
  type FoundEvidence,
  type NameIndex,
  type NamesakeExpectation,
  type Registry,
  type RegistryTable,
  type Subject,
} from '@assay/model';
import { isVersionMissing } from './answers.js';
import { answerTo, type Asking } from './gather.js';

/** Who asks, about what. */
export interface NameQuestion {
  readonly subject: Subject;
  readonly ecosystem: Ecosystem;
  readonly registries: RegistryTable;
  readonly allowed: NamesakeExpectation;
  readonly asking: Asking;
}

/** One answer for each other registry; empty where there is none. */
export async function namesElsewhere(question: NameQuestion): Promise<readonly NameElsewhere[]> {
  const { ask, unlisted } = otherRegistries(question);
  const answers = await Promise.all(ask.map((registry) => askOne(question, registry.url)));
  return [
    ...answers,
    ...unlisted.map((registry) => unknown(registry, `${registry} is no registry that may be asked.`)),
  ];
}

interface Others {
  readonly ask: readonly Registry[];
  /** Named by the policy as ones to tell, and nowhere as registries. */
  readonly unlisted: readonly string[];
}

/** Those that a client might take the name from, or that the policy names; never what only the checkout proposes. */
function otherRegistries({ subject, registries, allowed }: NameQuestion): Others {
  const trusted = trustedRegistries(registries, subject.ecosystem);
  const own = ownRegistry(subject, registries);
  const others = unique(trusted).filter(({ url }) => url !== own);
  if (allowed.registries === null) return { ask: others.filter((one) => mayServe(one, subject.name)), unlisted: [] };
  const named = new Set(allowed.registries);
  const known = new Set(trusted.map(({ url }) => url));
  return {
    ask: others.filter(({ url }) => named.has(url)),
    unlisted: [...named].filter((url) => !known.has(url)),
  };
}

function unique(registries: readonly Registry[]): readonly Registry[] {
  return [...new Map(registries.toReversed().map((registry) => [registry.url, registry])).values()].reverse();
}

function mayServe({ names }: Registry, name: string): boolean {
  return names.length === 0 || names.some((pattern) => matchesPattern(pattern, name));
}

/** The registry that the lockfile names, otherwise the one that clients ask first. */
function ownRegistry({ source, files, ecosystem, name }: Subject, table: RegistryTable): string | undefined {
  const allowed = allowedRegistries(table, ecosystem, name);
  const base = source.kind === 'registry' && source.url !== undefined ? normaliseRegistryUrl(source.url) : null;
  const stated = files.find(({ url }) => url !== undefined)?.url ?? base;
  return (stated === null ? allowed[0] : registryOfUrl(allowed, stated)?.registry)?.url;
}

async function askOne(question: NameQuestion, registry: string): Promise<NameElsewhere> {
  const { subject, ecosystem, asking } = question;
  const { nameIndex } = ecosystem;
  const requests = nameIndex?.requests(registry, subject.name) ?? [];
  if (nameIndex === undefined || requests.length === 0)
    return unknown(registry, `${registry} cannot be asked by name.`);
  let last: Evidence | undefined;
  for (const request of requests) {
    last = await answerTo(request, asking);
    if (last.state !== 'absent') break;
  }
  if (last?.state === 'found') return read(question, nameIndex, { registry, found: last });
  return notFound(registry, last);
}

/** 404 and 410 say that there is none; 405 and 501 only that there is no such address. */
function notFound(registry: string, answer: Exclude<Evidence, FoundEvidence> | undefined): NameElsewhere {
  if (answer?.state === 'unreachable') return unknown(registry, answer.detail);
  if (answer?.state === 'absent' && (answer.status === 404 || answer.status === 410))
    return { state: 'none', registry };
  return unknown(registry, `${registry} answered ${String(answer?.status)}.`);
}

function read(
  { subject, ecosystem }: NameQuestion,
  index: NameIndex,
  { registry, found }: { readonly registry: string; readonly found: FoundEvidence },
): NameElsewhere {
  const release = ecosystem.release(subject, found);
  if ('problem' in release && !isVersionMissing(release)) return unreadable(registry, release.detail);
  const listing = index.listing(subject, found);
  if ('problem' in listing) return unreadable(registry, listing.detail);
  if (listing.count === 0) return { state: 'none', registry };
  const hasVersion = 'files' in release && release.files.length > 0;
  const { later } = listing;
  return { state: 'listed', registry, release: hasVersion ? release : null, later, evidence: found.digests };
}

function unreadable(registry: string, why: string): NameElsewhere {
  return unknown(registry, `The answer of ${registry} could not be understood: ${why}`);
}

function unknown(registry: string, detail: string): NameElsewhere {
  return { state: 'unknown', registry, detail };
}
