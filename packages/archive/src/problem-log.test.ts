import { expect, test } from 'vitest';
import { ProblemLog } from './problem-log.js';

test('sixteen problems of a code are told one by one, and the number of more', () => {
  const log = new ProblemLog();
  for (let i = 0; i < 16; i++) log.add('link', String(i));
  const first = log.list();
  expect(first.map(({ path }) => path)).toEqual(Array.from({ length: 16 }, (_, i) => String(i)));
  log.add('link', '16');
  log.add('tar-empty');
  const more = log.list();
  expect(more.slice(0, 16)).toEqual(first);
  expect(more.slice(16).map(({ code }) => code)).toEqual(['tar-empty', 'link']);
  expect(more.at(-1)?.detail).toMatch(/There are 1 more of these\.$/);
  expect(Object.keys(more[16] ?? {})).toEqual(['code', 'severity', 'detail']);
});
