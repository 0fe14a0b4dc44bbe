import type { Occurrence, Scope } from '@assay/model';
import type { Component } from '../cyclonedx/index.js';

/** Strictest first: what is installed in production by one way is so, whatever the others say. */
const order: readonly Scope[] = ['prod', 'optional', 'peer', 'dev'];

/** All scopes in which a subject is locked, strictest first. */
export function scopesOf(occurrences: readonly Occurrence[]): readonly Scope[] {
  const [first, ...rest] = occurrences;
  if (first === undefined) return [];
  if (rest.every(({ scope }) => scope === first.scope)) return only[first.scope];
  return order.filter((scope) => occurrences.some((occurrence) => occurrence.scope === scope));
}

const only: Readonly<Record<Scope, readonly Scope[]>> = {
  prod: ['prod'],
  optional: ['optional'],
  peer: ['peer'],
  dev: ['dev'],
};

/** CycloneDX's word for the strictest of the scopes: `excluded` is "not part of what is delivered", as development tools are. */
export function componentScope([strictest]: readonly Scope[]): NonNullable<Component['scope']> {
  if (strictest === 'dev') return 'excluded';
  return strictest === 'optional' || strictest === 'peer' ? 'optional' : 'required';
}
