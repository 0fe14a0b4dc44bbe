/** A policy entry for a signer that was seen: what to write down on first use. */

import type { Signer } from '@assay/model';
import { githubIssuer } from '../provenance/github-server.js';
import { parseGithubWorkflowUri, parseGitlabConfigUri, type WorkflowUri } from '../provenance/workflow-uri.js';
import type { IdentitySigner } from './workflow-differences.js';
import { yamlText } from './yaml-text.js';

/** A verified signer of one package version. */
export interface SeenSigner {
  readonly signer: Signer;
  /** Canonical purl, with or without a version: the entry is for all of them. */
  readonly purl: string;
  readonly version: string;
}

/** Keys and values of one publisher, in the order they are written; none for a signer that no entry can name. */
type Fields = readonly (readonly [string, string | undefined])[];

/**
 * Lines of YAML for `publishers:` that allow this signer and nobody else, ending in a newline. The version inside the ref becomes
 * `{version}`. Every value is quoted and in printable ASCII. A signer that no entry can name gives a comment instead.
 */
export function suggestPublisher(seen: SeenSigner): string {
  const pairs = pairsOf(seen);
  if (pairs === null) return `# The signer of ${yamlText(seen.purl)} cannot be named by a policy.\n`;
  return [`- purl: ${yamlText(withoutVersion(seen.purl))}`, '  allow:', ...pairs.map(indented), ''].join('\n');
}

/** The same entry on one line, for places that have no more; null for a signer that no entry can name. */
export function suggestPublisherLine(seen: SeenSigner): string | null {
  const item = suggestPublisherItem(seen);
  return item === null ? null : `- { purl: ${yamlText(withoutVersion(seen.purl))}, allow: [${item}] }`;
}

/** The publisher alone, as an item of an entry's own `publishers`; null for a signer that no entry can name. */
export function suggestPublisherItem(seen: SeenSigner): string | null {
  const pairs = pairsOf(seen);
  return pairs === null ? null : `{ ${pairs.join(', ')} }`;
}

/** `key: value` of each field that is there; null where a value would be read as a pattern, or there is none. */
function pairsOf({ signer, purl, version }: SeenSigner): readonly string[] | null {
  const fields = signerFields(signer, version);
  const isPlain = fields.length > 0 && fields.every(([, value]) => value !== '' && !value.includes('*'));
  if (!isPlain || purl.includes('*')) return null;
  return fields.map(([key, value]) => `${key}: ${listed.has(key) ? `[${yamlText(value)}]` : yamlText(value)}`);
}

/** Keys whose value is a list. */
const listed: ReadonlySet<string> = new Set(['fingerprints', 'keyIds']);

function indented(line: string, index: number): string {
  return `${index === 0 ? '    - ' : '      '}${line}`;
}

function withoutVersion(purl: string): string {
  const at = purl.lastIndexOf('@');
  return at > purl.lastIndexOf('/') ? purl.slice(0, at) : purl;
}

/** Fields of a publisher that is this signer; none where no publisher can be it. The version inside the ref becomes `{version}`. */
export function signerFields(signer: Signer, version: string): readonly (readonly [string, string])[] {
  return fieldsOf(signer, version).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

function fieldsOf(signer: Signer, version: string): Fields {
  switch (signer.kind) {
    case 'identity':
      return identityFields(signer, version);
    case 'certificate':
      return signer.chain[0]?.alg === 'sha256'
        ? [
            ['kind', 'certificate'],
            ['fingerprints', signer.chain[0].value],
          ]
        : [];
    case 'registry-key':
      return [
        ['kind', 'registry-key'],
        ['keyIds', signer.keyId],
      ];
    // The policy needs the key itself, and a signer has only its digest.
    case 'managed-key':
      return [];
  }
}

function identityFields(signer: IdentitySigner, version: string): Fields {
  const { san, issuer } = signer;
  if (san.type === 'email')
    return [
      ['kind', 'email'],
      ['email', san.value],
      ['issuer', issuer],
    ];
  if (san.type !== 'uri') return san.value.includes('://') ? [] : plainIdentity(signer);
  return workflowFields(signer, version) ?? plainIdentity(signer);
}

function plainIdentity({ san, issuer }: IdentitySigner): Fields {
  return [
    ['kind', 'identity'],
    ['identity', san.value],
    ['issuer', issuer],
  ];
}

/** Null for identities that state too little to name a workflow: old certificates, and other systems. */
function workflowFields({ san, issuer, claims }: IdentitySigner, version: string): Fields | null {
  const system = systems.find(({ issuer: own }) => own === issuer);
  if (system === undefined) return null;
  const signed = system.parse(san.value);
  const started = system.parse(claims.buildConfigUri ?? '');
  const { sourceRepositoryUri: source, sourceRepositoryRef: ref = '' } = claims;
  if (signed === null || started === null || source !== started.repository) return null;
  // A brace in a ref would be read as the place of the version.
  if (ref.includes('{')) return null;
  return [
    ['kind', system.kind],
    ['repository', started.repository.slice(system.server.length + 1)],
    ['repositoryId', claims.sourceRepositoryId],
    ['ownerId', claims.sourceRepositoryOwnerId],
    ['workflow', started.path],
    ['signerWorkflow', signerWorkflowOf(san.value, claims.buildConfigUri, { system, signed })],
    ['ref', refPattern(claims.sourceRepositoryRef, version)],
    ['environment', claims.deploymentEnvironment],
    ['runner', runners.find((runner) => runner === claims.runnerEnvironment)],
  ];
}

/** Kinds of runners that policies know. */
const runners: readonly string[] = ['github-hosted', 'self-hosted', 'gitlab-hosted'];

interface KnownSystem {
  readonly kind: string;
  readonly issuer: string;
  readonly server: string;
  readonly separator: string;
  readonly parse: (uri: string) => WorkflowUri | null;
}

const systems: readonly KnownSystem[] = [
  {
    kind: 'github',
    issuer: githubIssuer,
    server: 'https://github.com',
    separator: '/',
    parse: parseGithubWorkflowUri,
  },
  {
    kind: 'gitlab',
    issuer: 'https://gitlab.com',
    server: 'https://gitlab.com',
    separator: '//',
    parse: parseGitlabConfigUri,
  },
];

function signerWorkflowOf(
  san: string,
  started: string | undefined,
  { system, signed }: { readonly system: KnownSystem; readonly signed: WorkflowUri },
): string | undefined {
  if (san === started) return undefined;
  return `${signed.repository.slice(system.server.length + 1)}${system.separator}${signed.path}`;
}

/** The ref with its ending version bound, where that stands by itself: `refs/tags/v1.2.3`, not `refs/tags/v11.2.3`. */
function refPattern(ref: string | undefined, version: string): string | undefined {
  if (ref === undefined || !ref.startsWith('refs/tags/') || !ref.endsWith(version)) return ref;
  const before = ref.slice(0, -version.length);
  return /[^0-9A-Za-z.][vV]?$/.test(before) ? `${before}{version}` : ref;
}
