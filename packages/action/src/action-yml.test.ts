import { readFileSync } from 'node:fs';
import { asMap, asText, parseYaml, type DocMap } from '../../documents/src/index.js';
import { describe, expect, it } from 'vitest';
import { inputKinds } from './inputs/input-names.js';
import { modeInputs, modes } from './modes/mode-inputs.js';
import { outputNames } from './runner/outputs.js';

const bytes = readFileSync(new URL('../action.yml', import.meta.url));
const read = parseYaml(bytes, { maxBytes: 100_000 });
if (!read.ok) throw new Error(JSON.stringify(read.problem));
const action = asMap(read.documents[0]?.value);
const part = (name: string): DocMap => {
  const map = asMap(action?.get(name));
  if (map === undefined) throw new Error(`action.yml has no ${name}`);
  return map;
};

describe('action.yml', () => {
  it('declares every input that is read, and no other', () => {
    expect([...part('inputs').keys()].sort()).toEqual(Object.keys(inputKinds).sort());
  });

  it('declares every output that is set, and no other', () => {
    expect([...part('outputs').keys()].sort()).toEqual([...outputNames].sort());
  });

  it('requires nothing, and leaves every default to the library but the job’s own token', () => {
    const inputs = part('inputs');
    const told = [...inputs.keys()].filter((name) => asMap(inputs.get(name))?.has('default') === true);
    expect(told).toEqual(['github-token']);
    expect([...inputs.keys()].filter((name) => asMap(inputs.get(name))?.has('required') === true)).toEqual([]);
  });

  it('runs one file on Node 24 and no other action', () => {
    expect([...part('runs').entries()]).toEqual([
      ['using', 'node24'],
      ['main', 'dist/index.cjs'],
    ]);
  });

  it('describes every input and output in words', () => {
    for (const map of [part('inputs'), part('outputs')]) {
      for (const name of map.keys()) expect(asText(asMap(map.get(name))?.get('description'))).toMatch(/^\S.{8,}\.$/);
    }
  });

  it('has a mode for every input', () => {
    const used = new Set(modes.flatMap((mode) => modeInputs[mode].reads));
    const idle = Object.keys(inputKinds).filter((name) => !used.has(name as never));
    expect(idle).toEqual(['mode', 'github-token']);
  });
});
