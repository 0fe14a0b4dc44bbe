import { purlOf } from '@assay/model';
import { expect, it } from 'vitest';
import { componentOf, known, locked } from '../testing/sbom-case.js';

const commit = 'a'.repeat(40);

it('a package of another registry than the client’s default names it', () => {
  expect(componentOf(locked('@scope/a')).purl).toBe(
    'pkg:npm/%40scope/a@1.0.0?repository_url=https%3A%2F%2Fregistry.example',
  );
  const files = [{ name: 'a-1.0.0.tgz', pins: [], malformedPins: [] }];
  expect(componentOf(locked('a', { files })).purl).toBe('pkg:npm/a@1.0.0');
});

it('the registry that was asked goes before the one that the lockfile names', () => {
  const subject = locked('a');
  const facts = [known(subject, { registry: 'https://mirror.example/npm/' })];
  expect(componentOf(subject, { facts }).purl).toBe(
    'pkg:npm/a@1.0.0?repository_url=https%3A%2F%2Fmirror.example%2Fnpm',
  );
});

it('the clients’ default registries need no qualifier, and are recognised by digest alone', () => {
  const host = ['registry', `npmjs`, 'org'].join('.');
  const subject = locked('a');
  const [file] = subject.files;
  const url = `https://${host}/a/-/a-1.0.0.tgz`;
  const files = file === undefined ? [] : [{ ...file, url }];
  expect(componentOf({ ...subject, files }).purl).toBe('pkg:npm/a@1.0.0');
  const elsewhere = file === undefined ? [] : [{ ...file, url: url.replace('https', 'http') }];
  expect(componentOf({ ...subject, files: elsewhere }).purl).toContain('repository_url');
});

it('a git source is named with its commit', () => {
  const source = { kind: 'git', url: 'git+ssh://git@host.example/o/a.git#x', commit } as const;
  const component = componentOf(locked('a', { source, files: [] }));
  expect(component.purl).toBe(
    `pkg:npm/a@1.0.0?vcs_url=${encodeURIComponent(`git+ssh://git@host.example/o/a.git@${commit}`)}`,
  );
  expect(component.pedigree).toEqual({ commits: [{ uid: commit }] });
  expect(component.externalReferences).toEqual([{ url: `git+ssh://git@host.example/o/a.git@${commit}`, type: 'vcs' }]);
});

it('an archive elsewhere is named by its URL, without credentials', () => {
  const source = { kind: 'url', url: 'https://u:hunter2@host.example/a.tgz' } as const;
  expect(componentOf(locked('a', { source })).purl).toBe(
    `pkg:npm/a@1.0.0?download_url=${encodeURIComponent('https://host.example/a.tgz')}`,
  );
});

it('a folder, a bundled package and one that is not supported have their plain purl', () => {
  for (const source of [
    { kind: 'directory', path: 'packages/a' },
    { kind: 'bundled', within: 'pkg:npm/b@1.0.0' },
    { kind: 'unsupported', reason: 'Some reason.' },
  ] as const) {
    expect(componentOf(locked('a', { source, files: [] })).purl).toBe('pkg:npm/a@1.0.0');
  }
});

it('scope and vendor are the group', () => {
  expect(componentOf(locked('@scope/a'))).toMatchObject({ group: '@scope', name: 'a' });
  expect(componentOf(locked('a/b', { ecosystem: 'composer' }))).toMatchObject({ group: 'a', name: 'b' });
  expect(componentOf(locked('a'))).not.toHaveProperty('group');
});

it('the bom-ref is the subject’s id, which tells two of one purl apart', () => {
  const purl = purlOf('npm', 'a', '1.0.0');
  expect(componentOf(locked('a', { id: `${purl}#0123456789ab` }))['bom-ref']).toBe(`${purl}#0123456789ab`);
});

it('an id with a password in it gets a hash in its place', () => {
  const [one, two] = ['hunter2', 'hunter3'].map((password) => {
    const id = purlOf('npm', 'a', `https://u:${password}@host.example/a.tgz`);
    return componentOf(locked('a', { id, purl: id, version: `https://u:${password}@host.example/a.tgz` }));
  });
  expect(JSON.stringify([one, two])).not.toMatch(/hunter/);
  expect(one?.['bom-ref']).not.toBe(two?.['bom-ref']);
});
