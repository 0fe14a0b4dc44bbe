import type { Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { readPublishTime } from './history.js';

const subject = { name: 'a', version: '1.0.0' } as Subject;
const time = '2024-02-29T12:00:00.123Z';

function read(text: string, of: Subject = subject) {
  const body = new TextEncoder().encode(text);
  return readPublishTime(of, { state: 'found', size: body.length, digests: [], body });
}

describe('what is not the time of this version', () => {
  it.each([
    ['a page', '<html></html>', 'not-json'],
    ['nothing', '', 'not-json'],
    ['a list', `[{"name":"a","time":{"1.0.0":"${time}"}}]`, 'not-json'],
    ['a cut answer', `{"name":"a","time":{"1.0.0":"${time}"}`, 'not-json'],
    ['more after it', `{"name":"a","time":{"1.0.0":"${time}"}} {}`, 'not-json'],
    ['two times', `{"name":"a","time":{"1.0.0":"${time}"},"time":{"1.0.0":"${time}"}}`, 'not-json'],
    ['two times, one in disguise', `{"name":"a","time":{"1.0.0":"${time}"},"t\\u0069me":{}}`, 'not-json'],
    ['two names', `{"name":"a","name":"a","time":{"1.0.0":"${time}"}}`, 'not-json'],
    ['a key that is no string', `{name:"a","time":{"1.0.0":"${time}"}}`, 'not-json'],
    ['a key with a lone surrogate', `{"\\ud800":1,"name":"a","time":{"1.0.0":"${time}"}}`, 'not-json'],
    ['a comma too many', `{"name":"a","time":{"1.0.0":"${time}"},}`, 'not-json'],
    ['no comma', `{"name":"a" "time":{"1.0.0":"${time}"}}`, 'not-json'],
    ['an endless string', `{"name":"a","readme":"\\"}`, 'not-json'],
    ['a thousand and one members', `{${Array(1001).fill('"x":1').join(',')}}`, 'not-json'],
    ['the version twice', `{"name":"a","time":{"1.0.0":"${time}","1.0.0":"${time}"}}`, 'incomplete'],
    ['times that are broken', `{"name":"a","time":{"1.0.0":"${time}" x}}`, 'incomplete'],
    ['no name', `{"time":{"1.0.0":"${time}"}}`, 'incomplete'],
    ['no times', '{"name":"a"}', 'incomplete'],
    ['an empty document', ' { } ', 'incomplete'],
    ['times that are none', '{"name":"a","time":[]}', 'incomplete'],
    ['times of a version inside', `{"name":"a","versions":{"1.0.0":{"time":{"1.0.0":"${time}"}}}}`, 'incomplete'],
    ['times in a string', `{"name":"a","readme":"\\",\\"time\\":{\\"1.0.0\\":\\"${time}\\"}"}`, 'incomplete'],
    ['another name', `{"name":"b","time":{"1.0.0":"${time}"}}`, 'other-name'],
    ['another version', `{"name":"a","time":{"1.0.1":"${time}"}}`, 'version-missing'],
    ['a time that is none', '{"name":"a","time":{"1.0.0":"yesterday"}}', 'malformed-time'],
    ['a time without a zone', '{"name":"a","time":{"1.0.0":"2024-01-01T00:00:00"}}', 'malformed-time'],
    ['a day that does not exist', '{"name":"a","time":{"1.0.0":"2023-02-29T00:00:00Z"}}', 'malformed-time'],
    ['a number', '{"name":"a","time":{"1.0.0":1}}', 'malformed-time'],
  ])('%s', (_what, text, problem) => expect(read(text)).toMatchObject({ problem }));

  it('an answer without a body', () => {
    expect(readPublishTime(subject, { state: 'found', size: 0, digests: [] })).toMatchObject({ problem: 'no-body' });
  });

  it('__proto__ is a version like any other', () => {
    expect(read('{"name":"a","time":{}}', { ...subject, version: '__proto__' })).toMatchObject({
      problem: 'version-missing',
    });
  });
});

describe('the time of a version', () => {
  it.each([
    `{"name":"a","time":{"1.0.0":"${time}"}}`,
    ` {\t"time" :\r\n{ "created":"x", "1.0.0" : "${time}" } , "name" : "a" } \n`,
    `\uFEFF{"name":"a","time":{"1.0.0":"${time}"}}`,
    `{"t\\u0069me":{"1.0.0":"${time}"},"name":"\\u0061"}`,
    `{"a":"}\\\\","b":[{"]":"\\"{"}],"c":-1.5e3,"d":null,"e":true,"name":"a","time":{"1.0.0":"${time}"}}`,
    `{"readme":"${'\\\\'.repeat(1000)}","name":"a","time":{"1.0.0":"${time}"}}`,
  ])('is found in %s', (text) => expect(read(text)).toBe(time));

  it('is that of the version as registries list it', () => {
    const text = `{"name":"a","time":{"1.0.0":"${time}"}}`;
    expect(read(text, { ...subject, version: 'v1.0.0+build' })).toBe(time);
  });

  it('one document answers for all versions of its name, and for no other name', () => {
    const body = new TextEncoder().encode(`{"name":"a","time":{"1.0.0":"${time}","2.0.0":"2025-01-01T00:00:00Z"}}`);
    const evidence = { state: 'found', size: body.length, digests: [], body } as const;
    expect(readPublishTime(subject, evidence)).toBe(time);
    expect(readPublishTime({ ...subject, version: '2.0.0' }, evidence)).toBe('2025-01-01T00:00:00Z');
    expect(readPublishTime({ ...subject, name: 'b' }, evidence)).toMatchObject({ problem: 'other-name' });
  });
});

/** Whatever grows with the square of the size takes minutes; the rest a second, however busy the machine. */
describe('thirty megabytes', { timeout: 20_000 }, () => {
  const versions = (count: number, filler: string) =>
    Array.from({ length: count }, (_, i) => `"1.0.${i}":{"name":"a","filler":${filler}}`).join(',');

  it.each([
    ['of an ordinary package', versions(10_000, JSON.stringify('a "quoted" text\n'.repeat(160)))],
    ['of backslashes', `"x":"${'\\\\'.repeat(15_000_000)}"`],
    ['of escaped quotes', `"x":"${'\\"'.repeat(15_000_000)}"`],
    ['of brackets', `"x":${'['.repeat(15_000_000)}${']'.repeat(15_000_000)}`],
    ['of white space', `"x":${' '.repeat(30_000_000)}1`],
  ])('%s', (_what, filler) => {
    expect(read(`{"versions":{${filler}},"name":"a","time":{"1.0.0":"${time}"}}`)).toBe(time);
  });
});
