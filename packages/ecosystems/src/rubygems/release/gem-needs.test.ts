import type {
  Evidence,
  Gathered,
  Need,
  NeedsContext,
  Registry,
  Subject,
  SubjectFile,
  SubjectSource,
  Want,
} from '@assay/model';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const digest = { alg: 'sha512', value: 'a'.repeat(128), covers: 'artifact' } as const;
const plain: SubjectFile = { name: 'rack-3.0.8.gem', pins: [digest], malformedPins: [] };
const java: SubjectFile = { name: 'rack-3.0.8-java.gem', platform: 'java', pins: [], malformedPins: [] };

const registry = (url: string, more: Partial<Registry> = {}): Registry => ({
  ecosystem: 'rubygems',
  url,
  from: 'user',
  names: [],
  redirects: [],
  aliases: [],
  ...more,
});

interface Given {
  readonly name?: string;
  readonly version?: string;
  readonly source?: SubjectSource;
  readonly files?: readonly SubjectFile[];
  readonly registries?: readonly Registry[];
  readonly wants?: readonly Want[];
  readonly have?: readonly Gathered[];
  readonly asksForAge?: boolean;
}

function needs(given: Given = {}): readonly Need[] {
  const { name = 'rack', version = '3.0.8', files = [plain, java], wants = ['release', 'artifact'], have = [] } = given;
  const { asksForAge = false } = given;
  const {
    source = { kind: 'registry', url: 'https://gems.example/' },
    registries = [registry('https://gems.example/')],
  } = given;
  const purl = 'pkg:gem/x@1';
  const subject: Subject = { id: purl, purl, ecosystem: 'rubygems', name, version, source, files, conflictsWith: [] };
  const context: NeedsContext = {
    subject,
    have,
    wants,
    registries: { registries },
    lockfile: 'Gemfile.lock',
    needsPublishTime: (_registry, keyIds) => asksForAge && keyIds.length === 0,
  };
  return rubygems.needs(context);
}
const urls = (given?: Given): readonly string[] => needs(given).map(({ request }) => request.url);
const answered = (list: readonly Need[], evidence: Evidence): readonly Gathered[] =>
  list.map((need) => ({ ...need, evidence }));

describe('what is asked', () => {
  it('is the compact index and every file, in one round', () => {
    const [release, first, second] = needs();
    expect(release).toEqual({
      want: 'release',
      request: {
        kind: 'release',
        ecosystem: 'rubygems',
        url: 'https://gems.example/info/rack',
        registry: 'https://gems.example/',
        accept: 'text/plain',
        pins: [],
        algorithms: [],
        maxBytes: 20 * 1024 * 1024,
      },
    });
    expect(first).toEqual({
      want: 'artifact',
      file: 'rack-3.0.8.gem',
      request: {
        kind: 'artifact',
        ecosystem: 'rubygems',
        url: 'https://gems.example/gems/rack-3.0.8.gem',
        registry: 'https://gems.example/',
        pins: [digest],
        algorithms: ['sha256', 'sha512'],
        listing: {
          format: 'gem',
          members: [
            'metadata.gz',
            'metadata',
            'checksums.yaml.gz',
            'metadata.gz.sig',
            'metadata.sig',
            'data.tar.gz.sig',
            'checksums.yaml.gz.sig',
          ],
        },
        maxBytes: 2 * 1024 ** 3,
      },
    });
    expect(second).toMatchObject({
      file: 'rack-3.0.8-java.gem',
      request: { url: 'https://gems.example/gems/rack-3.0.8-java.gem', algorithms: ['sha256'] },
    });
  });

  it('is only what is wanted', () => {
    expect(urls({ wants: ['release'] })).toEqual(['https://gems.example/info/rack']);
    expect(urls({ wants: ['artifact'] })).toHaveLength(2);
    expect(urls({ wants: [] })).toEqual([]);
  });

  it('about the release is the same for every version, so that it is asked once', () => {
    const [one] = needs({ wants: ['release'] });
    const [other] = needs({ wants: ['release'], version: '2.2.0', files: [] });
    expect(other).toEqual(one);
  });

  it('ends when everything is answered', () => {
    const first = needs();
    expect(needs({ have: answered(first, { state: 'found', size: 0, digests: [] }) })).toEqual([]);
    expect(needs({ have: answered(first, { state: 'denied', status: 403 }) })).toEqual([]);
    expect(needs({ have: answered(first, { state: 'unreachable', reason: 'timeout', detail: '' }) })).toEqual([]);
  });
});

describe('attestations', () => {
  it('are asked for once for each file', () => {
    const [first, second, ...others] = needs({ wants: ['attestations'] });
    expect(first).toEqual({
      want: 'attestations',
      file: 'rack-3.0.8.gem',
      request: {
        kind: 'attestations',
        ecosystem: 'rubygems',
        url: 'https://gems.example/api/v1/attestations/rack-3.0.8.json',
        registry: 'https://gems.example/',
        accept: 'application/json',
        pins: [],
        algorithms: [],
        maxBytes: 16 * 1024 * 1024,
      },
    });
    expect(second?.request.url).toBe('https://gems.example/api/v1/attestations/rack-3.0.8-java.json');
    expect(others).toEqual([]);
  });

  it('that are not there are asked for no more', () => {
    const first = needs({ wants: ['attestations'] });
    const have = answered(first, { state: 'absent', status: 404 });
    expect(needs({ wants: ['attestations'], have })).toEqual([]);
  });

  it('are asked of no registry that the policy does not list', () => {
    expect(urls({ wants: ['attestations'], registries: [registry('https://other.example/')] })).toEqual([]);
  });
});

describe('a server without a compact index', () => {
  const first = needs({ wants: ['release'] });
  const second = needs({ wants: ['release'], have: answered(first, { state: 'absent', status: 404 }) });

  it('is asked for its JSON list of versions', () => {
    expect(second.map(({ request }) => [request.url, request.accept])).toEqual([
      ['https://gems.example/api/v1/versions/rack.json', 'application/json'],
    ]);
  });

  it('and without that is asked nothing more', () => {
    const have = [
      ...answered(first, { state: 'absent', status: 404 }),
      ...answered(second, { state: 'absent', status: 404 }),
    ];
    expect(needs({ wants: ['release'], have })).toEqual([]);
  });
});

describe('a file that the registry spells differently', () => {
  const files: readonly SubjectFile[] = [
    { name: 'rack-3.0.8-x86-mswin32.gem', platform: 'x86-mswin32', pins: [], malformedPins: [] },
  ];
  const body = new TextEncoder().encode('---\n3.0.8-mswin32 |checksum:x\n');
  const [index, artifact] = needs({ files });
  const have = (evidence: Evidence): readonly Gathered[] => [
    ...answered([index!], { state: 'found', size: body.length, digests: [], body }),
    ...answered([artifact!], evidence),
  ];

  it.each([
    { state: 'absent', status: 404 },
    { state: 'denied', status: 403 },
  ] as const)('is asked for under that name after $status, as RubyGems does', (evidence) => {
    const next = needs({ files, have: have(evidence) });
    expect(next).toEqual([
      { ...artifact, request: { ...artifact!.request, url: 'https://gems.example/gems/rack-3.0.8-mswin32.gem' } },
    ]);
    expect(needs({ files, have: [...have(evidence), ...answered(next, evidence)] })).toEqual([]);
  });

  it('is not, while the locked name may still be it', () => {
    expect(needs({ files, have: have({ state: 'unreachable', reason: 'timeout', detail: '' }) })).toEqual([]);
  });
});

describe('where is asked', () => {
  it('is below the locked remote, with the credentials of the registry it lies in', () => {
    const [release] = needs({ source: { kind: 'registry', url: 'https://gems.example/private' } });
    expect(release?.request).toMatchObject({
      url: 'https://gems.example/private/info/rack',
      registry: 'https://gems.example/',
    });
  });

  it('is the user’s mirror where it stands for the locked remote', () => {
    const mirror = registry('https://mirror.example/gems/', { aliases: ['https://gems.example/'] });
    expect(urls({ registries: [mirror], wants: ['release'] })).toEqual(['https://mirror.example/gems/info/rack']);
  });

  it.each([
    ['no registry', []],
    ['another registry', [registry('https://other.example/')]],
    ['a registry whose host merely starts alike', [registry('https://gems.example.evil.example/')]],
    ['a folder beside it', [registry('https://gems.example/private/')]],
    ['plain http', [registry('http://gems.example/')]],
    ['a registry of another ecosystem', [registry('https://gems.example/', { ecosystem: 'npm' })]],
    ['one that only the project names', [registry('https://gems.example/', { from: 'project' })]],
    ['one that claims other names', [registry('https://gems.example/', { names: ['acme-*'] })]],
    [
      'one, while another claims the name',
      [registry('https://gems.example/'), registry('https://acme.example/', { names: ['rack'] })],
    ],
  ])('is nowhere when the user allows %s', (_what, registries) => {
    expect(needs({ registries })).toEqual([]);
  });

  it.each<SubjectSource>([
    { kind: 'registry' },
    { kind: 'registry', url: 'https://gems.example/?x' },
    { kind: 'registry', url: 'nonsense' },
    { kind: 'git', url: 'https://gems.example/' },
    { kind: 'directory', path: '.' },
    { kind: 'builtin', reason: '' },
    { kind: 'unsupported', reason: '' },
  ])('is nowhere for %j', (source) => {
    expect(needs({ source })).toEqual([]);
  });

  it.each(['../x', 'a/b', 'a?b', 'a#b', 'a%2fb', '..', '-', 'a\nb', 'a\0', 'é', ''])(
    'is nowhere for a gem called %j',
    (name) => {
      expect(needs({ name })).toEqual([]);
    },
  );

  it.each(['../x', '1/2', '1?2', '1-java', ''])('is nowhere for the version %j', (version) => {
    expect(needs({ version })).toEqual([]);
  });

  it.each(['../x', 'a/b', 'a?b', '', 'current'])('is nowhere for the platform %j', (platform) => {
    expect(needs({ files: [{ ...java, platform }] })).toEqual([]);
  });

  it('is decided by name, version and platform, never by the text of the file’s name', () => {
    expect(urls({ files: [{ ...plain, name: '../../evil' }], wants: ['artifact'] })).toEqual([
      'https://gems.example/gems/rack-3.0.8.gem',
    ]);
  });
});

describe('the list of versions, which says when a gem was published', () => {
  const wants: readonly Want[] = ['release', 'history'];
  const [release] = needs({ wants });
  const have = (text: string): readonly Gathered[] => {
    const body = new TextEncoder().encode(text);
    return answered([release!], { state: 'found', size: body.length, digests: [], body });
  };

  it('is asked for where an age is, and the compact index does not say it', () => {
    const [need, ...others] = needs({ wants, asksForAge: true, have: have('---\n3.0.8 |checksum:x\n') });
    expect(need).toMatchObject({ want: 'history', request: { url: 'https://gems.example/api/v1/versions/rack.json' } });
    expect(others).toEqual([]);
  });

  it.each([
    ['where no age is asked for', { asksForAge: false, have: have('---\n3.0.8 |checksum:x\n') }],
    [
      'where the index says it',
      { asksForAge: true, have: have('---\n3.0.8 |checksum:x,created_at:2024-01-01T00:00:00Z\n') },
    ],
    ['where the version is not listed', { asksForAge: true, have: have('---\n3.0.7 |checksum:x\n') }],
    ['before the release is there', { asksForAge: true, have: answered([release!], { state: 'denied', status: 403 }) }],
  ])('is not asked for %s', (_title, given) => {
    expect(needs({ wants, ...given })).toEqual([]);
  });
});
