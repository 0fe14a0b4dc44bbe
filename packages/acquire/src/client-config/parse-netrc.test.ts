import { describe, expect, test } from 'vitest';
import { parseNetrc } from './parse-netrc.js';

const machines = (text: string) => {
  const netrc = parseNetrc(text);
  return 'why' in netrc ? netrc : netrc.machines.map(({ machine, login, password }) => [machine, login, password]);
};

describe('a netrc file', () => {
  test('names machines on one line, on several, and in any order of their settings', () => {
    expect(machines('machine a.example login u password p\nmachine b.example\n\tpassword q\n\tlogin v\n')).toEqual([
      ['a.example', 'u', 'p'],
      ['b.example', 'v', 'q'],
    ]);
    expect(machines('machine a.example password p account x\r\nmachine b.example')).toEqual([
      ['a.example', '', 'p'],
      ['b.example', '', null],
    ]);
    expect(machines('')).toEqual([]);
  });

  test('has comments where a word is expected, and passwords that begin like one', () => {
    expect(machines('# machine x\nmachine a login u # password q\npassword #p#\n')).toEqual([['a', 'u', '#p#']]);
  });

  test('has texts in quotes with escapes, as curl', () => {
    expect(machines('machine a login "u v" password "p\\"q\\\\r s"')).toEqual([['a', 'u v', 'p"q\\r s']]);
    expect(machines('machine a password p"q\\')).toEqual([['a', '', 'p"q\\']]);
    expect(machines('machine a password "" login "machine"')).toEqual([['a', 'machine', '']]);
  });

  test('has macros, whose words are none, up to an empty line', () => {
    const text =
      'machine a login u password p\nmacdef init\nmachine evil login x\npassword y\n\nmachine b login v password q';
    expect(machines(text)).toEqual([
      ['a', 'u', 'p'],
      ['b', 'v', 'q'],
    ]);
    expect(machines('macdef init\nmachine evil password x')).toEqual([]);
  });

  test('has a default entry, which is no machine’s', () => {
    expect(parseNetrc('machine a password p\ndefault login u password q\n')).toEqual({
      machines: [{ machine: 'a', login: '', password: 'p' }],
      hasDefault: true,
    });
  });

  test.each([
    ['a login of nobody', 'login u password p', 1],
    ['an unknown word', 'machine a login u\npasswort p', 2],
    ['a word in other letters', 'Machine a', 1],
    ['nothing after a word', 'machine a password', 1],
    ['quotes without an end', 'machine a\npassword "p', 2],
    ['quotes over two lines', 'machine a password "p\nq"', 1],
    ['a text glued to quotes', 'machine a password "p"q', 1],
    ['an escape without an end', 'machine a password "p\\', 1],
    ['a no-break space', 'machine a\u00a0password p x', 1],
  ])('with %s is none, and its problem quotes nothing', (_what, text, line) => {
    const netrc = parseNetrc(text);
    expect(netrc).toMatchObject({ line });
    expect('why' in netrc && netrc.why).not.toMatch(/"|passwort|"p/);
  });

  test('of a megabyte is read in a moment', () => {
    const before = performance.now();
    expect(machines('machine a login u password p\n'.repeat(36_000))).toHaveLength(36_000);
    parseNetrc(`machine a password "${'\\"'.repeat(500_000)}`);
    parseNetrc(' '.repeat(1_000_000));
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});
