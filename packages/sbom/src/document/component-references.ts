import type { DescribedLink, SubjectFacts, SubjectFile } from '@assay/model';
import type { ExternalReference, ExternalReferenceType } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';
import type { FileHashes } from './component-hashes.js';
import { registryOf, vcsUrl } from './component-purl.js';
import { safeUrl } from '../safe/safe-text.js';
import { voucherReferences } from './voucher-references.js';

/** Where the package lies, where it comes from, and what it names itself. Nothing twice, in a fixed order. */
export function componentReferences(about: SubjectContext, files: readonly FileHashes[]): readonly ExternalReference[] {
  const { subject, facts } = about;
  const references: ExternalReference[] = [];
  subject.files.forEach((file, index) => {
    const reference = distribution(about, file, files[index]);
    if (reference !== null) references.push(reference);
  });
  if (subject.source.kind === 'git') add(references, 'vcs', vcsUrl(subject.source));
  if (facts === undefined) return references;
  references.push(...voucherReferences(about));
  for (const link of linksOf(facts)) add(references, types[link.kind], safeUrl(link.url), commentOf(link));
  return unique(references);
}

function distribution(
  about: SubjectContext,
  file: SubjectFile,
  known: FileHashes | undefined,
): ExternalReference | null {
  const received = about.facts?.received.find(({ name }) => name === file.name);
  const stated = received?.url ?? file.url;
  const url = stated === undefined ? conventionalUrl(about, file) : safeUrl(stated);
  if (url === null) return null;
  const hashes = known?.hashes ?? [];
  const unstated = stated === undefined ? { comment: byConvention } : {};
  return { url, ...unstated, type: 'distribution', ...(hashes.length === 0 ? {} : { hashes }) };
}

const byConvention = 'The lockfile names no URL; this is the one that the registry’s layout gives the file.';

/** Bundler's lockfile names the registry alone, pnpm's not even that: their clients build the file's URL, and so do we where we know the registry. */
function conventionalUrl(about: SubjectContext, file: SubjectFile): string | null {
  const { source, ecosystem, name } = about.subject;
  const registry = source.kind === 'registry' ? registryOf(about) : null;
  if (registry === null) return null;
  if (ecosystem === 'rubygems') return safeUrl(`${registry}/gems/${encodeURIComponent(file.name)}`);
  return ecosystem === 'npm' ? safeUrl(`${registry}/${name}/-/${encodeURIComponent(file.name)}`) : null;
}

const mostLinks = 100;

function linksOf({ descriptions }: SubjectFacts): readonly DescribedLink[] {
  return descriptions.flatMap(({ links }) => links).slice(0, mostLinks);
}

const types: Readonly<Record<DescribedLink['kind'], ExternalReferenceType>> = {
  vcs: 'vcs',
  website: 'website',
  'issue-tracker': 'issue-tracker',
  documentation: 'documentation',
  changelog: 'release-notes',
  'mailing-list': 'mailing-list',
  funding: 'other',
  other: 'other',
};

function commentOf({ kind, directory }: DescribedLink): string | undefined {
  if (kind === 'funding') return 'funding';
  return directory === undefined ? undefined : `folder ${JSON.stringify(directory.toWellFormed())}`;
}

function add(references: ExternalReference[], type: ExternalReferenceType, url: string | null, comment?: string): void {
  if (url !== null) references.push({ url, ...(comment === undefined ? {} : { comment }), type });
}

/** The registry and the archive mostly name the same places; there are few of them. */
function unique(references: readonly ExternalReference[]): readonly ExternalReference[] {
  return references.filter(
    ({ type, url }, index) => references.findIndex((other) => other.type === type && other.url === url) === index,
  );
}
