import { expect, it } from 'vitest';
import { committedClientCode, reportClientCode } from './write-report-client.mjs';

it('the script that HTML reports carry is the one in packages/report/client', async () => {
  const wanted = await reportClientCode();
  expect(
    committedClientCode() === wanted,
    'run node scripts/bootstrap.mjs exec node scripts/write-report-client.mjs',
  ).toBe(true);
});

it('holds nothing that could end its element', async () => {
  expect(await reportClientCode()).not.toMatch(/<\/(?:script|style)|<!--|<script/i);
});
