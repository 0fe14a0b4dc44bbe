import { digestFromHex, type Inventory, type Registry, type Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { lockedElsewhere } from './locked-elsewhere.js';

const registry = (url: string, more: Partial<Registry> = {}): Registry => ({
  ...{ ecosystem: 'npm', url, from: 'user', names: [], redirects: [], aliases: [] },
  ...more,
});
const registries = {
  registries: [
    registry('https://one.example/', { aliases: ['https://old.example/'] }),
    registry('https://two.example/'),
  ],
};

function locked(host: string, version = '1.0.0', digit = 'a', name = 'left-pad'): Subject {
  const purl = `pkg:npm/${name}@${version}`;
  const pins = [digestFromHex('sha512', digit.repeat(128))].filter((pin) => pin !== null);
  return {
    ...{ id: `${purl}#${host}${digit}`, purl, ecosystem: 'npm', name, version, conflictsWith: [] },
    source: { kind: 'registry' },
    files: [{ name: 'x.tgz', url: `https://${host}.example/${name}/-/x.tgz`, pins, malformedPins: [] }],
  };
}

const folder = (path: string): Subject => ({
  ...locked('one'),
  id: path,
  source: { kind: 'directory', path },
  files: [],
});
const inventory = (subjects: readonly Subject[]): Inventory =>
  ({ lockfiles: [], subjects, occurrences: [], edges: [], gaps: [] }) as const;

function places(subjects: readonly Subject[], of = subjects[0]): readonly string[] {
  if (of === undefined) throw new Error('of what?');
  return lockedElsewhere(inventory(subjects), registries)(of).map(({ place }) => place);
}

describe('a name in one inventory', () => {
  it('from one registry is in one place, whatever its versions', () => {
    expect(places([locked('one'), locked('one', '2.0.0')])).toEqual([]);
  });

  it('from another registry, in this version or another', () => {
    expect(places([locked('one'), locked('two', '2.0.0')])).toEqual(['https://two.example/']);
    expect(places([locked('one'), locked('two', '1.0.0', 'b')])).toEqual(['https://two.example/']);
    expect(places([locked('two'), locked('one', '2.0.0')])).toEqual(['https://one.example/']);
  });

  it('from an alias of its registry is in one place', () => {
    expect(places([locked('one'), locked('old', '2.0.0')])).toEqual([]);
  });

  it('with the same version and bytes is a mirror’s copy', () => {
    expect(places([locked('one'), locked('two')])).toEqual([]);
  });

  it('without strong pins is no mirror’s copy', () => {
    const bare = (host: string): Subject => {
      const [file] = locked(host).files;
      return { ...locked(host), files: file === undefined ? [] : [{ ...file, pins: [] }] };
    };
    expect(places([bare('one'), bare('two')])).toEqual(['https://two.example/']);
  });

  it('from a host that nobody lists', () => {
    expect(places([locked('one'), locked('evil', '9.0.0')])).toEqual(['https://evil.example']);
  });

  it('of a folder of the project', () => {
    expect(places([locked('one'), folder('packages/left-pad')])).toEqual(['packages/left-pad']);
  });

  it('in another ecosystem, or spelled otherwise, is another name', () => {
    expect(places([locked('one'), { ...locked('two', '2.0.0'), ecosystem: 'rubygems' }])).toEqual([]);
    expect(places([locked('one'), locked('two', '2.0.0', 'b', 'Left-Pad')])).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may be %s', (name) => {
    const subjects = [locked('one', '1.0.0', 'a', name), locked('two', '2.0.0', 'b', name)];
    expect(places(subjects)).toEqual(['https://two.example/']);
    expect(places([locked('one', '1.0.0', 'a', name)])).toEqual([]);
  });

  it('from fifty thousand places names ten of them, in time', () => {
    const subjects = Array.from({ length: 50_000 }, (_, i) => locked(`h${i}`, `1.0.${i}`));
    const of = lockedElsewhere(inventory(subjects), registries);
    expect(subjects.every((subject) => of(subject).length === 10)).toBe(true);
  }, 20_000);
});
