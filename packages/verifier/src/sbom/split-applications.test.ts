import type { Inventory, Occurrence, Project, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { splitApplications } from './split-applications.js';

const subject = (id: string): Subject => ({
  id,
  purl: `pkg:npm/${id}@1.0.0`,
  ecosystem: 'npm',
  name: id,
  version: '1.0.0',
  source: { kind: 'registry' },
  files: [],
  conflictsWith: [],
});
const occurrence = (id: string, lockfile: string): Occurrence => ({
  subject: id,
  lockfile,
  line: 1,
  path: id,
  scope: 'prod',
});
const project = (lockfile: string, path: string, ...dependsOn: string[]): Project => ({ lockfile, path, dependsOn });

function inventory(change: Partial<Inventory>): Inventory {
  const paths = [...new Set((change.occurrences ?? []).map(({ lockfile }) => lockfile))];
  const digest = { alg: 'sha256', value: '0'.repeat(64), covers: 'document' } as const;
  return {
    lockfiles: paths.map((path) => ({ path, ecosystem: 'npm', format: 'package-lock.json v3', digest })),
    subjects: ['a', 'b', 'c', 'd'].map(subject),
    occurrences: [],
    edges: [],
    gaps: [],
    ...change,
  };
}

const told = (whole: Inventory) =>
  splitApplications(whole).map(({ name, inventory: part }) => [name, part.subjects.map(({ id }) => id).join('')]);

describe('a run cut into applications', () => {
  it('has one part for each lockfile', () => {
    const occurrences = [occurrence('a', 'x/package-lock.json'), occurrence('b', 'y/package-lock.json')];
    expect(told(inventory({ occurrences }))).toEqual([
      ['x-package-lock.json', 'a'],
      ['y-package-lock.json', 'b'],
    ]);
  });

  it('has one part for each member of a workspace, with all that it asks for, however deep or circular', () => {
    const lockfile = 'pnpm-lock.yaml';
    const occurrences = ['a', 'b', 'c', 'd'].map((id) => occurrence(id, lockfile));
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
    ];
    const projects = [project(lockfile, '.', 'd'), project(lockfile, 'apps/web', 'a')];
    expect(told(inventory({ occurrences, edges, projects }))).toEqual([
      ['pnpm-lock.yaml', 'd'],
      ['pnpm-lock.yaml-apps-web', 'abc'],
    ]);
  });

  it('gives names that lead nowhere, and no name twice on a disk that knows no case', () => {
    const lockfile = 'l';
    const paths = ['../../etc', '/etc/passwd', 'A', 'a', 'a-2', '..', 'x\u0000y', '-rf', 'con:$(x)', 'z'.repeat(500)];
    const names = splitApplications(
      inventory({ occurrences: [occurrence('a', lockfile)], projects: paths.map((path) => project(lockfile, path)) }),
    ).map(({ name }) => name);
    expect(names).toHaveLength(paths.length);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(paths.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,130}$/);
  });
});
