import type { ConformityReport, ElementResult } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { renderConformity } from './render-conformity.js';

const element = (given: Partial<ElementResult>): ElementResult => ({
  id: 'x-hash',
  title: 'Hash',
  section: '§5',
  level: 'must',
  state: 'met',
  about: 'component',
  met: 2,
  of: 2,
  missing: [],
  fill: 'State it.',
  ...given,
});

const report = (elements: readonly ElementResult[], conforms = false): ConformityReport => ({
  id: 'x',
  name: 'List',
  version: '1',
  url: 'https://list.example/',
  note: 'Not all.',
  conforms,
  elements,
});

const plain = { color: false, width: 100, detail: 'normal' } as const;
const unmet = element({
  title: 'Name',
  state: 'not-met',
  met: 996,
  of: 1001,
  missing: ['pkg:npm/a@1', 'pkg:npm/b@1', 'pkg:npm/c@1', 'pkg:npm/d@1', 'pkg:npm/e@1'],
});

describe('the summary of checklists', () => {
  it('says first what must be there and is not, how often, what to fill in and where', () => {
    const optional = element({ title: 'Text', level: 'may', state: 'not-met', about: 'document', met: 0, of: 1 });
    const none = element({ title: 'File', state: 'not-applicable', met: 0, of: 0 });
    expect(renderConformity([report([element({}), optional, none, unmet])], plain)).toBe(
      `INCOMPLETE  List 1: 1 element that must be there is not
  Not all. https://list.example/
  NOT Name (must, §5): 996 of 1,001 components
      State it.
      without it: pkg:npm/a@1, pkg:npm/b@1, pkg:npm/c@1 and 2 more
  met Hash (must, §5): 2 of 2 components
  not Text (may, §5)
      State it.
  n/a File (must, §5)
`,
    );
  });

  it('says that nothing is missing, one list after the other', () => {
    const text = renderConformity([report([element({})], true), report([], true)], plain);
    expect(text.match(/^NOTHING MISSING {2}List 1: everything that must be there is$/gm)).toHaveLength(2);
    expect(text).toContain('\n\nNOTHING');
  });

  it('tells only what is unmet and must be there when quiet, and all examples when verbose', () => {
    const quiet = renderConformity([report([element({}), unmet])], { ...plain, detail: 'quiet' });
    expect(quiet).not.toContain('met Hash');
    expect(quiet).toContain('NOT Name');
    expect(renderConformity([report([unmet])], { ...plain, detail: 'verbose' })).toContain('pkg:npm/e@1\n');
  });

  it('writes no byte of a component’s name that a terminal obeys', () => {
    const hostile = element({ state: 'not-met', met: 0, of: 1, missing: ['a\u001b[2J\n::error::\u202eb'] });
    for (const line of renderConformity([report([hostile])], plain).split('\n')) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]|^::/u);
    }
  });
});
