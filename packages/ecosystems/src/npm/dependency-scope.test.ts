import type { Scope } from '@assay/model';
import { expect, it } from 'vitest';
import { scopesFrom, stricter } from './dependency-scope.js';

function reach(edges: readonly (readonly [string, string, Scope])[]): Record<string, Scope> {
  const edgesOf = (node: string) => edges.filter(([from]) => from === node).map(([, to, scope]) => ({ to, scope }));
  return Object.fromEntries(scopesFrom(['root'], edgesOf));
}

it('takes a path for as lax as its laxest edge, and of several paths the strictest', () => {
  const scopes = reach([
    ['root', 'a', 'dev'],
    ['a', 'b', 'prod'],
    ['root', 'c', 'optional'],
    ['c', 'b', 'prod'],
    ['c', 'd', 'peer'],
    ['d', 'c', 'prod'],
  ]);
  expect(scopes).toEqual({ root: 'prod', a: 'dev', b: 'optional', c: 'optional', d: 'optional' });
});

it('does not reach what nothing leads to', () => {
  expect(reach([['x', 'y', 'prod']])).toEqual({ root: 'prod' });
});

it('knows the stricter of two', () => {
  expect([stricter('dev', 'prod'), stricter('peer', 'optional'), stricter('dev', 'dev')]).toEqual([
    'prod',
    'peer',
    'dev',
  ]);
});
