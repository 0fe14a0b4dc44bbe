/**
 * Writes the table of codes into the README of each check, from the catalogues in the code: one source, no drift.
 *
 *     node scripts/write-check-docs.mjs            rewrites the READMEs
 *     node scripts/write-check-docs.mjs --check    fails when one of them is out of date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { allLicenseChecks, checks } from '../packages/checks/dist/index.js';

const open = '<!-- codes -->';
const close = '<!-- /codes -->';

const cell = (text) => text.replaceAll('|', '\\|');

function table(check) {
  const rows = Object.entries(check.codes).map(
    ([code, { outcome, text, next }]) => `| \`${code}\` | ${outcome} | ${cell(text)} | ${cell(next)} |`,
  );
  return ['| code | outcome | meaning | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function render(readme, check) {
  const start = readme.indexOf(open);
  const end = readme.indexOf(close);
  if (start < 0 || end < start) throw new Error(`${check.id}: README.md has no place for the codes`);
  return `${readme.slice(0, start)}${open}\n\n## Codes\n\n${table(check)}\n\n${readme.slice(end)}`;
}

const stale = [];
for (const check of [...checks, ...allLicenseChecks]) {
  const file = new URL(`../packages/checks/src/${check.id}/README.md`, import.meta.url);
  const now = readFileSync(file, 'utf8');
  const wanted = await format(render(now, check), { ...(await resolveConfig(file)), parser: 'markdown' });
  if (wanted === now) continue;
  stale.push(check);
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`out of date: ${stale.map((check) => check.id).join(', ')}; run node scripts/write-check-docs.mjs`);
  process.exitCode = 1;
}
