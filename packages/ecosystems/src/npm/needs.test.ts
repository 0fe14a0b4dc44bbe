import type { Evidence, Gathered, Need, Registry, Subject, SubjectSource, Want } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { needs } from './needs.js';

const home: Registry = {
  ecosystem: 'npm',
  url: 'https://registry.example/',
  from: 'client-default',
  names: [],
  redirects: [],
  aliases: ['https://default.example/'],
};
const work: Registry = { ...home, url: 'https://work.example/npm/', from: 'user', names: ['@work/*'], aliases: [] };
const proposed: Registry = { ...home, url: 'https://proposed.example/', from: 'project', aliases: [] };

const pin = { alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' } as const;

function subjectOf(name: string, url?: string, source: SubjectSource = { kind: 'registry' }): Subject {
  const file = { name: 'file.tgz', pins: [pin], malformedPins: [], ...(url === undefined ? {} : { url }) };
  return { id: name, purl: name, ecosystem: 'npm', name, version: '1.0.0', source, files: [file], conflictsWith: [] };
}

interface Asked {
  readonly registries?: readonly Registry[];
  readonly have?: readonly Gathered[];
  readonly wants?: readonly Want[];
  readonly needsPublishTime?: (registry: string, keyIds: readonly string[]) => boolean;
}

function ask(subject: Subject, asked: Asked = {}) {
  const { registries = [home, work], have = [], wants = ['release', 'artifact'] } = asked;
  const needsPublishTime = asked.needsPublishTime ?? (() => false);
  return needs({ subject, have, wants, registries: { registries }, lockfile: 'package-lock.json', needsPublishTime });
}

const urls = (list: readonly Need[]) => list.map((need) => need.request.url);

function answered(need: Need, evidence: Evidence): Gathered {
  return { ...need, evidence };
}

function released(manifest: unknown): Evidence {
  const body = new TextEncoder().encode(JSON.stringify(manifest));
  return { state: 'found', size: body.length, digests: [], body };
}

describe('a registry that has no address for a single version', () => {
  const subject = subjectOf('@a/b');
  const manifest = {
    name: '@a/b',
    version: '1.0.0',
    dist: { tarball: 'https://registry.example/x/b.tgz', attestations: {} },
  };
  const whole = { name: '@a/b', versions: { '1.0.0': manifest }, time: { '1.0.0': '2024-01-01T00:00:00.000Z' } };
  const wants = ['release', 'artifact', 'attestations', 'history'] as const;

  it.each([404, 405, 410, 501])(
    'and answers %d is asked for the whole document, once, and the rest as it says',
    (status) => {
      const [first] = ask(subject, { wants });
      const have = [answered(first!, { state: 'absent', status })];
      const second = ask(subject, { wants, have });
      expect(second).toMatchObject([
        { want: 'release', request: { kind: 'history', url: 'https://registry.example/@a%2fb' } },
      ]);
      const found = [...have, answered(second[0]!, released(whole))];
      expect(urls(ask(subject, { wants, have: found, needsPublishTime: () => true }))).toEqual([
        'https://registry.example/x/b.tgz',
        'https://registry.example/-/npm/v1/attestations/@a%2fb@1.0.0',
      ]);
      const none = [...have, answered(second[0]!, { state: 'absent', status: 404 })];
      expect(urls(ask(subject, { wants, have: none }))).toEqual(['https://registry.example/@a/b/-/b-1.0.0.tgz']);
    },
  );

  it.each<Evidence>([
    { state: 'denied', status: 401 },
    { state: 'denied', status: 403 },
    { state: 'unreachable', reason: 'timeout', detail: 'It did not answer.' },
    { state: 'unreachable', reason: 'http-error', detail: 'It answered with status 500.' },
    released({ name: '@a/b', versions: {} }),
  ])('is not supposed where the answer is another: %j', (evidence) => {
    const [first] = ask(subject, { wants: ['release'] });
    expect(ask(subject, { wants: ['release'], have: [answered(first!, evidence)] })).toEqual([]);
  });
});

describe('nothing is asked of a host that nobody trusted names', () => {
  it.each([
    ['no registry', []],
    ['a proposed registry alone', [proposed]],
    ['a registry of another ecosystem', [{ ...home, ecosystem: 'rubygems' as const }]],
    ['a registry that claims other names', [work]],
  ])('%s', (_what, registries) => {
    expect(ask(subjectOf('a', 'https://proposed.example/a/-/a-1.0.0.tgz'), { registries })).toEqual([]);
  });

  it('a claimed name is asked only of who claims it, whatever the lockfile says', () => {
    const list = ask(subjectOf('@work/a', 'https://registry.example/@work/a/-/a-1.0.0.tgz'));
    expect(urls(list)).toEqual(['https://work.example/npm/@work%2fa/1.0.0']);
    const after = (have: readonly Gathered[]) =>
      ask(subjectOf('@work/a', 'https://registry.example/@work/a/-/a-1.0.0.tgz'), { have });
    const first = answered(list[0]!, { state: 'absent', status: 404 });
    const [whole] = after([first]);
    expect(whole?.request.url).toBe('https://work.example/npm/@work%2fa');
    const then = after([first, answered(whole!, { state: 'absent', status: 404 })]);
    expect(urls(then)).toEqual(['https://work.example/npm/@work/a/-/a-1.0.0.tgz']);
  });

  it.each([
    'https://evil.example/a/-/a-1.0.0.tgz',
    'http://registry.example/a/-/a-1.0.0.tgz',
    'https://registry.example.evil.example/a/-/a-1.0.0.tgz',
    'https://registry.example/a/-/a-1.0.0.tgz?to=evil',
    'https://proposed.example/a/-/a-1.0.0.tgz',
    'nonsense',
  ])('%s in the lockfile is not asked for', (url) => {
    const list = ask(subjectOf('a', url), { registries: [home, proposed], wants: ['artifact'] });
    expect(urls(list)).toEqual(['https://registry.example/a/-/a-1.0.0.tgz']);
  });

  it.each(['https://evil.example/a.tgz', 'http://registry.example/a.tgz', 'https://registry.example/a.tgz?x', 7, null])(
    'a registry that states %j is not followed there',
    (tarball) => {
      const subject = subjectOf('a');
      const [release] = ask(subject);
      const evidence = released({ name: 'a', version: '1.0.0', dist: { tarball } });
      const list = ask(subject, { have: [answered(release!, evidence)] });
      expect(urls(list)).toEqual(['https://registry.example/a/-/a-1.0.0.tgz']);
    },
  );

  it.each<SubjectSource>([
    { kind: 'git', url: 'https://git.example/a.git' },
    { kind: 'directory', path: 'a' },
    { kind: 'bundled', within: 'pkg:npm/b@1.0.0' },
    { kind: 'builtin', reason: 'x' },
    { kind: 'unsupported', reason: 'x' },
  ])('$kind needs nothing', (source) => {
    expect(ask(subjectOf('a', undefined, source))).toEqual([]);
  });

  it('a plain URL is asked for only where a registry claims the name', () => {
    const url = 'https://work.example/npm/files/a.tgz?v=1#x';
    const plain = subjectOf('@work/a', url, { kind: 'url', url });
    expect(urls(ask(plain))).toEqual(['https://work.example/npm/files/a.tgz?v=1']);
    const unclaimed = 'https://registry.example/files/a.tgz';
    expect(ask(subjectOf('a', unclaimed, { kind: 'url', url: unclaimed }))).toEqual([]);
  });
});

describe('what is asked, and when', () => {
  it('release and locked archive together, as the client would ask', () => {
    const list = ask(subjectOf('@a/b', 'https://registry.example/@a/b/-/b-1.0.0.tgz'));
    expect(list).toEqual([
      {
        want: 'release',
        request: {
          kind: 'release',
          ecosystem: 'npm',
          url: 'https://registry.example/@a%2fb/1.0.0',
          registry: 'https://registry.example/',
          accept: 'application/json',
          pins: [],
          algorithms: [],
          maxBytes: 10_485_760,
        },
      },
      {
        want: 'artifact',
        file: 'file.tgz',
        request: {
          kind: 'artifact',
          ecosystem: 'npm',
          url: 'https://registry.example/@a/b/-/b-1.0.0.tgz',
          registry: 'https://registry.example/',
          pins: [pin],
          algorithms: ['sha512'],
          listing: { format: 'npm-tgz', members: ['package.json'] },
          maxBytes: 2_147_483_648,
        },
      },
    ]);
    expect(ask(subjectOf('a'), { have: list.map((need) => answered(need, { state: 'denied', status: 401 })) })).toEqual(
      [],
    );
  });

  it('replaces an alias by the registry it stands for', () => {
    const list = ask(subjectOf('a', 'https://default.example/a/-/a-1.0.0.tgz'), { wants: ['artifact'] });
    expect(urls(list)).toEqual(['https://registry.example/a/-/a-1.0.0.tgz']);
  });

  it('asks the registry under whose URL the package is locked', () => {
    const second: Registry = { ...home, url: 'https://second.example/', aliases: [] };
    const list = ask(subjectOf('a', 'https://second.example/a/-/a-1.0.0.tgz'), { registries: [home, second] });
    expect(urls(list)).toEqual(['https://second.example/a/1.0.0', 'https://second.example/a/-/a-1.0.0.tgz']);
  });

  it('without a locked URL, takes the one the registry states, and the digests it states', () => {
    const subject = subjectOf('a');
    const [release, ...rest] = ask(subject);
    expect(rest).toEqual([]);
    const dist = { tarball: 'https://default.example/a/-/other.tgz', integrity: `sha384-${'A'.repeat(64)}` };
    const list = ask(subject, { have: [answered(release!, released({ name: 'a', version: '1.0.0', dist }))] });
    expect(urls(list)).toEqual(['https://registry.example/a/-/other.tgz']);
    expect(list[0]!.request.algorithms).toEqual(['sha384', 'sha512']);
  });

  it.each<Evidence>([
    { state: 'absent', status: 404 },
    { state: 'denied', status: 403 },
    { state: 'unreachable', reason: 'timeout', detail: '' },
    { state: 'found', size: 0, digests: [], body: new Uint8Array([1]) },
    { state: 'found', size: 0, digests: [] },
  ])('falls back to the usual URL when the release is $state', (evidence) => {
    const subject = subjectOf('@a/b');
    const [release] = ask(subject);
    const have = [answered(release!, evidence)];
    const [next] = ask(subject, { have });
    // Of a release that is absent, the whole document is asked for first.
    const all = next?.want === 'release' ? [...have, answered(next, evidence)] : have;
    expect(urls(ask(subject, { have: all }))).toEqual(['https://registry.example/@a/b/-/b-1.0.0.tgz']);
  });

  it('asks for a file of the project beside the lockfile', () => {
    const list = ask(subjectOf('a', undefined, { kind: 'archive', path: '../a.tgz' }));
    expect(list).toMatchObject([
      { request: { kind: 'file', url: '../a.tgz', lockfile: 'package-lock.json', pins: [pin] } },
    ]);
  });

  it('asks for nothing that is not wanted', () => {
    expect(ask(subjectOf('a'), { wants: [] })).toEqual([]);
    expect(ask(subjectOf('a'), { wants: ['release'] })).toHaveLength(1);
  });

  it('asks for versions as registries list them', () => {
    const subject = { ...subjectOf('a'), version: 'v1.0.0+build' };
    expect(urls(ask(subject, { wants: ['release'] }))).toEqual(['https://registry.example/a/1.0.0']);
  });
});

describe('attestations are asked for where the release says there are some', () => {
  const wants: readonly Want[] = ['release', 'attestations'];
  const url = 'https://evil.example/-/npm/v1/attestations/other@9.9.9';

  function after(dist: unknown, name = '@a/b') {
    const subject = subjectOf(name);
    const [release] = ask(subject, { wants });
    const evidence = released({ name, version: '1.0.0', dist });
    return ask(subject, { wants, have: [answered(release!, evidence)] });
  }

  it('of the registry that answered, by name and version, as npm asks; a stated URL is not followed', () => {
    expect(after({ attestations: { url } })).toEqual([
      {
        want: 'attestations',
        file: 'file.tgz',
        request: {
          kind: 'attestations',
          ecosystem: 'npm',
          url: 'https://registry.example/-/npm/v1/attestations/@a%2fb@1.0.0',
          registry: 'https://registry.example/',
          accept: 'application/json',
          pins: [],
          algorithms: [],
          maxBytes: 4_194_304,
        },
      },
    ]);
    expect(urls(after({ attestations: { url } }, 'a'))).toEqual([
      'https://registry.example/-/npm/v1/attestations/a@1.0.0',
    ]);
    expect(urls(after({ attestations: { url } }, '@work/b'))).toEqual([
      'https://work.example/npm/-/npm/v1/attestations/@work%2fb@1.0.0',
    ]);
  });

  it.each([{ attestations: { url: 7 } }, { attestations: true }, { attestations: [] }, undefined])(
    'even where %j leaves it unclear',
    (dist) => expect(urls(after(dist))).toHaveLength(1),
  );

  it.each([{}, { attestations: null }, { attestations: false }, { attestations: '' }])(
    'not where %j says there are none',
    (dist) => expect(after(dist)).toEqual([]),
  );

  it.each<Evidence>([
    { state: 'absent', status: 404 },
    { state: 'denied', status: 403 },
    { state: 'unreachable', reason: 'timeout', detail: '' },
    { state: 'found', size: 0, digests: [] },
  ])('not without a release to read: $state', (evidence) => {
    const [release] = ask(subjectOf('a'), { wants });
    const have = [answered(release!, evidence), answered(release!, evidence)];
    expect(ask(subjectOf('a'), { wants, have })).toEqual([]);
  });

  it('once, and the release first even if nobody else wants it', () => {
    const subject = subjectOf('a');
    const [release] = ask(subject, { wants: ['attestations'] });
    expect(release?.want).toBe('release');
    const have = [answered(release!, released({ name: 'a', version: '1.0.0', dist: { attestations: {} } }))];
    const [attestations] = ask(subject, { wants: ['attestations'], have });
    expect(attestations?.want).toBe('attestations');
    const both = [...have, answered(attestations!, { state: 'absent', status: 404 })];
    expect(ask(subject, { wants: ['attestations'], have: both })).toEqual([]);
  });

  it('of the registry the package is locked under', () => {
    const second: Registry = { ...home, url: 'https://second.example/npm/', aliases: [] };
    const subject = subjectOf('a', 'https://second.example/npm/a/-/a-1.0.0.tgz');
    const [release] = ask(subject, { registries: [home, second], wants });
    const have = [answered(release!, released({ name: 'a', version: '1.0.0', dist: { attestations: {} } }))];
    expect(urls(ask(subject, { registries: [home, second], wants, have }))).toEqual([
      'https://second.example/npm/-/npm/v1/attestations/a@1.0.0',
    ]);
  });

  it.each(['../../x', 'a?b', 'a#b', '%2e%2e'])('a name like %j stays one segment', (name) => {
    const [need] = after({ attestations: {} }, name);
    const path = `/-/npm/v1/attestations/${encodeURIComponent(name)}@1.0.0`;
    expect(new URL(need!.request.url).pathname).toBe(path);
  });
});

describe('the whole package document is asked for only where its time matters', () => {
  const wants: readonly Want[] = ['release', 'history'];
  const signatures = [
    { keyid: 'k1', sig: 'x' },
    { keyid: 'k2', sig: 'x' },
  ];

  function after(manifest: unknown, needsPublishTime: NonNullable<Asked['needsPublishTime']>) {
    const subject = subjectOf('@a/b');
    const [release] = ask(subject, { wants });
    return ask(subject, { wants, have: [answered(release!, released(manifest))], needsPublishTime });
  }

  it('when all keys have ended: the same request for every version of a name', () => {
    const asked: unknown[] = [];
    const list = after({ name: '@a/b', version: '1.0.0', dist: { signatures } }, (registry, keyIds) => {
      asked.push([registry, keyIds]);
      return true;
    });
    expect(asked).toEqual([['https://registry.example/', ['k1', 'k2']]]);
    expect(list).toEqual([
      {
        want: 'history',
        request: {
          kind: 'history',
          ecosystem: 'npm',
          url: 'https://registry.example/@a%2fb',
          registry: 'https://registry.example/',
          accept: 'application/json',
          pins: [],
          algorithms: [],
          maxBytes: 67_108_864,
        },
      },
    ]);
  });

  it('when an age is asked for of what nobody signed', () => {
    const list = after({ name: '@a/b', version: '1.0.0', dist: {} }, (_registry, keyIds) => keyIds.length === 0);
    expect(list.map(({ want }) => want)).toEqual(['history']);
  });

  it('not when a key still holds, or the answer said the time already', () => {
    const manifest = { name: '@a/b', version: '1.0.0', dist: { signatures } };
    expect(after(manifest, () => false)).toEqual([]);
    const whole = { name: '@a/b', versions: { '1.0.0': manifest }, time: { '1.0.0': '2024-01-01T00:00:00.000Z' } };
    expect(after(whole, () => true)).toEqual([]);
    expect(after({ ...whole, time: { '1.0.0': 'yesterday' } }, () => true)).toHaveLength(1);
  });
});
