import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { npm, rubygems } from '@assay/ecosystems';
import {
  digestFromHex,
  digestOf,
  vendoredKey,
  type ArchiveEntry,
  type Attestation,
  type Digest,
  type Registry,
  type Subject,
} from '@assay/model';
import {
  gemAttestationCodes,
  gemCodes,
  noTrust,
  npmAttestationCodes,
  publisherCodes,
  registrySignatureCodes,
} from '@assay/signature';
import { asExpectation, loadVectors, type Vector } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { artifactCodes } from './artifact-answer.js';
import type { Answer, Artifact, CheckContext, VendoredRead } from './check.js';
import { failedCheckCodes } from './common-codes.js';
import { allLicenseChecks } from './license/license-checks.js';
import { codeInfo } from './catalogue.js';
import { checks } from './list.js';
import { missingEvidenceCodes } from './missing-evidence.js';
import { sourceKindCodes } from './not-applicable.js';
import { trustExpiredCodes } from './trust-expired.js';

const here = new URL('.', import.meta.url);

/** Digest texts in vectors are `alg:` and one hex digit that is repeated to the algorithm's length; `:client` covers the client's archive. */
function digest(text: string): Digest {
  const [alg = '', digit = '', maker] = text.split(':');
  const bytes = { md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 }[alg] ?? 0;
  const parsed = digestFromHex(
    alg as Digest['alg'],
    digit.repeat(bytes * 2),
    maker === 'client' ? 'client-archive' : 'artifact',
  );
  if (parsed === null) throw new Error(`not a digest in a vector: ${text}`);
  return parsed;
}

interface VectorFile {
  readonly name: string;
  readonly platform?: string;
  readonly url?: string;
  readonly pins?: readonly string[];
  readonly malformedPins?: readonly string[];
  readonly unpinnable?: string;
  readonly archiveKind?: string;
  readonly replaceable?: true;
}

const defaultFile: VectorFile = { name: 'left-pad-1.3.0.tgz', pins: ['sha512:a'] };

/** An archive in the checkout. */
interface VectorArchive {
  readonly path: string;
  readonly pins?: readonly string[];
  readonly patch?: string;
}

function vendoredOf(archives: readonly VectorArchive[] | undefined): Pick<Subject, 'vendored'> {
  if (archives === undefined) return {};
  const common = { lockfile: 'yarn.lock', format: 'zip', folder: 'node_modules/left-pad' } as const;
  return { vendored: archives.map(({ pins = [], ...more }) => ({ ...common, ...more, pins: pins.map(digest) })) };
}

function subjectOf(input: Vector['input']): Subject {
  const {
    files = [defaultFile],
    vendored,
    ...given
  } = (input['subject'] ?? {}) as Omit<Partial<Subject>, 'files' | 'vendored'> & {
    files?: readonly VectorFile[];
    vendored?: readonly VectorArchive[];
  };
  const full = files.map(({ pins = [], malformedPins = [], ...file }) => ({
    ...file,
    malformedPins,
    pins: pins.map(digest),
  }));
  return {
    id: 'pkg:npm/left-pad@1.3.0',
    purl: 'pkg:npm/left-pad@1.3.0',
    ecosystem: 'npm',
    name: 'left-pad',
    version: '1.3.0',
    source: { kind: 'registry' },
    conflictsWith: [],
    ...given,
    ...vendoredOf(vendored),
    files: full,
  };
}

function registriesOf(input: Vector['input']): readonly Registry[] {
  const given = (input['registries'] ?? [{ url: 'https://registry.example/' }]) as readonly Partial<Registry>[];
  return given.map((entry) => ({
    ecosystem: 'npm',
    url: 'https://registry.example/',
    from: 'user',
    names: [],
    redirects: [],
    aliases: [],
    ...entry,
  }));
}

/** What projects ask for: an answer alone stands for a requirement that package.json has. */
function demandedOf(input: Vector['input']): CheckContext['demanded'] {
  const given = (input['demanded'] ?? []) as readonly { readonly asks?: readonly object[] }[];
  const ask = { subject: 'pkg:npm/left-pad@1.3.0', manifest: 'package.json', line: 3, answer: 'met', detail: 'It is.' };
  return given.map(({ asks = [], ...more }) => ({
    ...{ lockfile: 'package-lock.json', state: 'read', detail: '', isOrphan: false, ...more },
    asks: asks.map((one) => ({ ...ask, ...one })),
  })) as CheckContext['demanded'];
}

/** What other registries have: a release alone stands for one that is listed. */
function namesakesOf(input: Vector['input']): CheckContext['namesakes'] {
  if (input['namesakes'] === undefined) return null;
  return (input['namesakes'] as readonly Record<string, unknown>[]).map((one) => ({
    ...{ registry: 'https://public.example/', later: null, evidence: [], ...one },
    release: (one['release'] ?? null) === null ? null : readRelease(one['release'] as Record<string, unknown>),
  })) as unknown as CheckContext['namesakes'];
}

/** What a vector may say. */
const inputs = [
  ...['subject', 'registries', 'release', 'artifacts', 'attestations', 'expected'],
  ...['depth', 'publishedAt', 'demanded', 'lockedElsewhere', 'namesakes', 'vendored'],
];

const notAsked = { state: 'not-asked', detail: 'The vector says nothing.' } as const;

/** An answer as it stands in a vector: digests are texts. */
function answerOf<T>(given: unknown, read: (value: Record<string, unknown>) => T): Answer<T> {
  if (given === undefined) return notAsked;
  const answer = given as Record<string, unknown>;
  if (answer['state'] !== 'have') return { evidence: [], ...answer } as unknown as Answer<T>;
  return { state: 'have', value: read(answer['value'] as Record<string, unknown>), evidence: [digest('sha256:e')] };
}

function readRelease(value: Record<string, unknown>) {
  const files = (value['files'] ?? []) as readonly {
    digests?: readonly string[];
    malformedDigests?: readonly string[];
  }[];
  const read = files.map(({ digests = [], malformedDigests = [], ...file }) => ({
    name: 'left-pad-1.3.0.tgz',
    ...file,
    malformedDigests,
    digests: digests.map(digest),
  }));
  return { name: 'left-pad', version: '1.3.0', ...value, files: read };
}

function readArtifact(value: Record<string, unknown>): Artifact {
  const {
    digests = ['sha512:a'],
    entries = ['package/package.json'],
    problems = [],
    complete = true,
    manifest,
  } = value;
  return {
    digests: (digests as readonly string[]).map(digest),
    listing: {
      format: 'npm-tgz',
      entries: (entries as readonly string[]).map(fileAt),
      problems: problems as Artifact['listing']['problems'],
      members: new Map(),
      complete: complete as boolean,
    },
    manifest: { name: 'left-pad', version: '1.3.0', notes: [], ...(manifest as object) },
  };
}

/** A plain file; what it holds is told by its last name. */
function fileAt(path: string): ArchiveEntry {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { path, type: 'file', mode: 0o644, size: 1, sha256: digestOf('sha256', name).value };
}

function readVendored(value: Record<string, unknown>): VendoredRead {
  const { digests = ['sha512:c'], entries = [], problems = [], complete = true } = value;
  const listing = {
    format: 'zip',
    entries: (entries as readonly string[]).map(fileAt),
    problems: problems as Artifact['listing']['problems'],
    members: new Map(),
    complete: complete as boolean,
  } as const;
  return {
    digests: (digests as readonly string[]).map(digest),
    ...(value['entries'] === undefined ? {} : { listing }),
  };
}

const nothingExpected: CheckContext['expected'] = {
  publishers: null,
  predicateTypes: [],
  builders: null,
  gems: { policy: 'assay', fingerprints: [] },
  installScripts: [],
  releaseAge: null,
  namesakes: null,
};

/** Vectors hold no attestation that verifies: those are minted, in the tests beside the checks. */
function readAttestations(value: Record<string, unknown>): readonly Attestation[] {
  return (value['list'] ?? []) as readonly Attestation[];
}

function contextOf({ input }: Vector): CheckContext {
  const subject = subjectOf(input);
  const artifacts = (input['artifacts'] ?? {}) as Record<string, unknown>;
  const attestations = (input['attestations'] ?? {}) as Record<string, unknown>;
  const vendored = (input['vendored'] ?? {}) as Record<string, unknown>;
  return {
    at: '2026-11-22T00:00:00Z',
    depth: (input['depth'] ?? 'artifacts') as CheckContext['depth'],
    trust: noTrust,
    expected: { ...nothingExpected, ...(input['expected'] as Partial<CheckContext['expected']> | undefined) },
    registry: 'https://registry.example/',
    publishedAt: answerOf(input['publishedAt'], ({ time }) => time as string),
    attestations: new Map(subject.files.map(({ name }) => [name, answerOf(attestations[name], readAttestations)])),
    subject,
    registries: { registries: registriesOf(input) },
    demanded: demandedOf(input),
    lockedElsewhere: (input['lockedElsewhere'] ?? []) as CheckContext['lockedElsewhere'],
    namesakes: namesakesOf(input),
    ecosystem: subject.ecosystem === 'npm' ? npm : rubygems,
    release: answerOf(input['release'], readRelease),
    artifacts: new Map(subject.files.map(({ name }) => [name, answerOf(artifacts[name], readArtifact)])),
    vendored: new Map(
      (subject.vendored ?? []).map((each) => [vendoredKey(each), answerOf(vendored[each.path], readVendored)]),
    ),
  };
}

/** Codes that belong to several checks, or to the package that verifies: the tests of those speak of them. */
const shared = new Set([
  // Only a verified signature leads there: see the tests beside the checks.
  ...['predicate-type-missing', 'publisher-expected', 'publisher-time-unauthenticated'],
  ...['age-attested', 'publish-time-contradicted'],
  ...[
    ...[sourceKindCodes, missingEvidenceCodes, trustExpiredCodes, artifactCodes],
    ...[registrySignatureCodes, npmAttestationCodes, gemAttestationCodes, gemCodes, publisherCodes],
  ].flatMap((codes) => Object.keys(codes)),
]);

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const vectors = loadVectors(new URL(`${id}/vectors/`, here), inputs);

  test.each(vectors.map((vector) => [vector.title, vector] as const))('%s', (_title, vector) => {
    const results = check.run(contextOf(vector));
    const told = results.map(({ code, file }) => {
      const outcome = codeInfo(id, code)?.outcome ?? 'unknown';
      return asExpectation(file === undefined ? { code, outcome } : { code, outcome, file });
    });
    expect(told).toEqual(vector.expect.map((item) => ({ file: defaultFile.name, ...item })).map(withoutNone));
  });

  test('every code of its own has a vector', () => {
    const told = new Set(vectors.flatMap((vector) => vector.expect.map(({ code }) => code)));
    const own = Object.keys(check.codes).filter((code) => !shared.has(code) && !isArchiveCode(id, code));
    expect(own.filter((code) => !told.has(code))).toEqual([]);
  });

  test('its README lists every code with its outcome', () => {
    const readme = readFileSync(new URL(`${id}/README.md`, here), 'utf8');
    const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.replaceAll('`', '').trim())
        .join(' '),
    );
    expect(listed).toEqual(Object.entries(check.codes).map(([code, { outcome }]) => `${code} ${outcome}`));
  });

  test('every code that is not good news says what to do', () => {
    for (const [code, { outcome, text, next }] of Object.entries(check.codes)) {
      expect(text, code).toMatch(/^[A-Z].*\.$/);
      if (outcome !== 'proven' && outcome !== 'not-applicable') expect(next, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('says something about every kind of source', () => {
    const kinds: readonly Subject['source'][] = [
      { kind: 'registry' },
      { kind: 'git', url: 'git+https://git.example/x.git' },
      { kind: 'url', url: 'https://files.example/x.tgz' },
      { kind: 'archive', path: 'x.tgz' },
      { kind: 'directory', path: 'packages/x' },
      { kind: 'bundled', within: 'pkg:npm/parent@1.0.0' },
      { kind: 'builtin', reason: 'It comes with Bundler.' },
      { kind: 'unsupported', reason: 'Nobody knows.' },
    ];
    for (const source of kinds) {
      for (const files of [[defaultFile], []]) {
        const results = check.run(
          contextOf({ source: '', title: '', expect: [], input: { subject: { source, files } } }),
        );
        expect(results.length, source.kind).toBeGreaterThan(0);
      }
    }
  });
});

/** A vector's `"file": "-"` says that the result is about no file. */
function withoutNone({ file, ...item }: { readonly file?: string; readonly code: string; readonly outcome: string }) {
  return file === undefined || file === '-' ? item : { ...item, file };
}

function isArchiveCode(id: string, code: string): boolean {
  return id === 'archive-safety' && !code.startsWith('archive-') && code !== 'listing-incomplete';
}

describe('the list of checks', () => {
  test('and the folders are the same', () => {
    const folders = readdirSync(here, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/README.md`, here)),
    );
    const ids = [...checks, ...allLicenseChecks].map(({ id }) => id);
    expect(folders.map(({ name }) => name).sort()).toEqual(ids.sort());
  });

  test('knows the codes that the engine gives in a check’s name', () => {
    for (const code of Object.keys(failedCheckCodes)) expect(codeInfo('source', code)?.outcome).toBe('unknown');
  });

  test('knows no code under a name of every object', () => {
    for (const code of ['__proto__', 'constructor', 'toString']) expect(codeInfo('source', code)).toBeNull();
  });
});
