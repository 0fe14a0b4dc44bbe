import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sample } from '../testing/report-builder.js';
import { claimLines, claimOf } from './claims.js';

const checksFolder = new URL('../../../checks/src/', import.meta.url);

/** `check code` of every proven code, from the tables that are generated from the catalogues. */
function provenCodes(): readonly (readonly [string, string])[] {
  const folders = readdirSync(checksFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const readme = readText(new URL(`${name}/README.md`, checksFolder));
    return [...readme.matchAll(/^\| `([a-z-]+)` +\| proven +\|/gm)].map(([, code = '']) => [name, code] as const);
  });
}

function readText(url: URL): string {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return '';
  }
}

describe('claimLines', () => {
  it('has words that end its sentence for every proven code of every check', () => {
    const codes = provenCodes();
    expect(codes.length).toBeGreaterThanOrEqual(16);
    expect(codes.filter(([check, code]) => claimOf(check, code) === null)).toEqual([]);
    for (const [check, code] of codes) expect(claimOf(check, code)).toMatch(/^[a-z][^.;]*[^.;:, ]$/);
  });

  it('says different things for one code of two checks', () => {
    expect(claimOf('gem-signature', 'time-unauthenticated')).not.toBe(
      claimOf('registry-signature', 'time-unauthenticated'),
    );
  });

  it('stays one sentence when a code has no words yet', () => {
    const faults = [
      { check: 'source', code: 'new-proof', outcome: 'proven', decision: 'pass', detail: 'It is. Really.' },
    ] as const;
    expect(claimLines(sample([{ name: 'a', faults }]), 200)).toEqual([
      '      It is: pinned by strong digests; proven by source (new-proof); byte for byte what is pinned.',
    ]);
  });
});
