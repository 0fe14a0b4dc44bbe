import { hash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest } from '@assay/model';
import { mintLicenseGem, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { routeRequests } from '../content/route-requests.js';
import { createFileSource } from '../files/file-source.js';
import { createCopiesSource } from '../installed/copies-source.js';
import { parseCopiesDocument } from './parse-copies-document.js';
import { openEvidenceFile } from './open-evidence-file.js';
import { createRecorder } from './recorder.js';

const gem = mintLicenseGem({ name: 'acme-license', id: '1.2.3', token: 'TOKEN' });
const gemspec = [
  '# -*- encoding: utf-8 -*-',
  '# stub: acme-license 1.2.3 ruby lib',
  '',
  'Gem::Specification.new do |s|',
  '  s.name = "acme-license".freeze',
  '  s.version = "1.2.3"',
  '  s.require_paths = ["lib".freeze]',
  'end\n',
].join('\n');

let folder: TemporaryFolder;
let project: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  project = join(folder.path, 'project');
  await writeFiles(join(folder.path, 'gems'), {
    'cache/acme-license-1.2.3.gem': gem.bytes,
    'specifications/acme-license-1.2.3.gemspec': gemspec,
    'plugins/acme-license_plugin.rb': '',
    ...Object.fromEntries(Object.entries(gem.files).map(([path, text]) => [`gems/acme-license-1.2.3/${path}`, text])),
  });
  await mkdir(project);
});

afterEach(() => folder.remove());

function ask(phase: 'after' | 'installed', more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return {
    kind: 'copies',
    ecosystem: 'rubygems',
    url: 'pkg:gem/acme-license@1.2.3',
    copies: { phase, name: 'acme-license', version: '1.2.3' },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'gem', members: ['data.tar.gz!/lib/license.txt'], hashEntries: true },
    maxBytes: 2 ** 20,
    ...more,
  };
}

const file = () => join(folder.path, 'evidence.tar');

async function record(requests: readonly EvidenceRequest[]): Promise<readonly Evidence[]> {
  const path = join(folder.path, 'gems');
  const copies = createCopiesSource({ projectRoot: project, env: { GEM_HOME: path, GEM_PATH: path }, home: null });
  const files = createFileSource({ projectRoot: project });
  const recorder = await createRecorder({
    source: routeRequests({ files, network: files, copies }),
    file: file(),
    header: {
      tool: { name: 'assay', version: '0.1.0' },
      at: '2026-11-22T12:00:00Z',
      depth: 'artifacts',
      policy: null,
      registries: { registries: [] },
      options: {},
    },
    lockfiles: [],
  });
  const answers = [];
  for (const request of requests) answers.push(await recorder.get(request));
  await recorder.finish();
  return answers;
}

async function replay(request: EvidenceRequest): Promise<Evidence> {
  const opened = await openEvidenceFile(file());
  try {
    return await opened.source.get(request);
  } finally {
    await opened.close();
  }
}

function copiesOf(evidence: Evidence | undefined) {
  if (evidence?.state !== 'found') return evidence?.state;
  // An archive's listing names its format; a recording leaves that to the question.
  return evidence.copies?.map(({ listing: { entries, problems, members, complete }, ...rest }) => {
    const contents = [...members].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
    return { ...rest, listing: { entries, problems, contents, complete } };
  });
}

test('copies are answered from a recording as they were read, each phase on its own', async () => {
  const [after, installed] = await record([ask('after'), ask('installed')]);
  await rm(join(folder.path, 'gems'), { recursive: true });
  expect(copiesOf(after)).toHaveLength(1);
  expect(copiesOf(installed)).toMatchObject([
    { facts: { name: 'acme-license' }, problems: [{ code: 'installed-plugin' }] },
  ]);
  expect(copiesOf(await replay(ask('after')))).toEqual(copiesOf(after));
  expect(copiesOf(await replay(ask('installed')))).toEqual(copiesOf(installed));
});

test('that there was none is recorded, and what was not asked is not', async () => {
  await rm(join(folder.path, 'gems', 'cache'), { recursive: true });
  await record([ask('after')]);
  expect(await replay(ask('after'))).toEqual({ state: 'absent', status: 404 });
  expect(await replay(ask('installed'))).toMatchObject({ reason: 'not-recorded' });
});

describe('a request that asks for more than was recorded', () => {
  const listing = ask('after').listing!;
  test.each<readonly [string, Partial<EvidenceRequest>]>([
    ['another member', { listing: { ...listing, members: ['data.tar.gz!/lib/other.txt'] } }],
    ['another algorithm', { algorithms: ['sha384'] }],
    ['a pin of another algorithm', { pins: [{ alg: 'sha1', value: '0'.repeat(40), covers: 'artifact' }] }],
    ['another format', { listing: { ...listing, format: 'zip' } }],
    ['another version', { copies: { phase: 'after', name: 'acme-license', version: '1.2.4' } }],
  ])('(%s) is not answered', async (_, more) => {
    await record([ask('after')]);
    expect(await replay(ask('after', more))).toMatchObject({ state: 'unreachable', reason: 'not-recorded' });
  });

  test('is told apart from one that asks for less', async () => {
    await record([ask('after')]);
    expect(await replay(ask('after', { algorithms: [], listing: { format: 'gem', members: [] } }))).toMatchObject({
      state: 'found',
    });
  });
});

test('a recorded document that was changed is damage', async () => {
  await record([ask('after')]);
  const bytes = await readFile(file());
  const text = bytes.toString('latin1').replace(gem.sha256, hash('sha256', 'other'));
  await writeFile(file(), Buffer.from(text, 'latin1'));
  expect(await replay(ask('after'))).toMatchObject({ reason: 'store-failure' });
});

test.each([
  ['no document', 'x'],
  [
    'an unknown member',
    '{"asked":{"algorithms":[],"format":null,"hashEntries":false,"members":[]},"copies":[],"more":1}',
  ],
  ['a copy that is none', '{"asked":{"algorithms":[],"format":null,"hashEntries":false,"members":[]},"copies":[1]}'],
])('%s is damage', (_, text) => {
  expect(() => parseCopiesDocument(Buffer.from(text), ask('after'))).toThrow(/document on copies/u);
});

test('a run without a source of copies refuses the question', async () => {
  const files = createFileSource({ projectRoot: project });
  expect(await routeRequests({ files, network: files }).get(ask('after'))).toMatchObject({ reason: 'path-refused' });
});
