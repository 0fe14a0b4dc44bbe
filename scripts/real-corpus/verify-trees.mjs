/** Verifies each tree that was fetched, and writes down what was said about each archive. */
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listArchive, listArchiveStream } from '../../packages/archive/dist/index.js';
import { remoteOf } from './fetch-gems.mjs';
import { openMirror } from './mirror.mjs';
import { isFetched, mirrorContent } from './state.mjs';
import { verifyTree } from './verify-tree.mjs';

/** One `result.json` for each tree; with `again`, also where there is one. */
export async function verifyTrees(state, again) {
  const content = await mirrorContent(state);
  const mirror = await openMirror(content);
  try {
    for (const tree of state.trees.filter(isFetched)) {
      const target = join(tree.folder, 'result.json');
      if (existsSync(target) && !again) continue;
      const result = await verifyOne(tree, content, mirror);
      writeFileSync(target, JSON.stringify(result));
      const told = result.problem ?? `${result.packages} packages, ${result.seconds.toFixed(1)} s`;
      console.log(`${tree.name}: ${told}`);
    }
  } finally {
    mirror.close();
  }
}

async function verifyOne(tree, content, { port }) {
  const remote = tree.kind === 'npm' ? content.npmRegistry : remoteOf(join(tree.folder, tree.lockfile));
  const mirrored = `http://127.0.0.1:${port}/${tree.kind}/`;
  const verified = await verifyTree({ ...tree, remote, mirrored, port });
  if (verified.problem !== undefined) return verified;
  const { report, ...costs } = verified;
  const findings = report.findings.filter(({ outcome, code }) => code === 'archive-odd' || isTrouble(outcome));
  const notes = await notesOf(report, findings, { tree, mirrored });
  const files = report.findings.filter(({ check }) => check === 'archive-safety').map(fileOf);
  const { gaps, totals } = report;
  return { ...costs, packages: totals.subjects, files, findings: findings.map(shortened), notes, gaps };
}

const isTrouble = (outcome) => outcome !== 'proven' && outcome !== 'not-applicable';

const fileOf = ({ subject, file, outcome }) => ({ name: `${subject} ${file ?? ''}`.trim(), outcome });

const shortened = ({ check, code, outcome, subject, file, detail }) => ({
  check,
  code,
  outcome,
  subject,
  file,
  detail,
});

/** Reports tell oddities in words; their codes come from the listing itself. */
async function notesOf(report, findings, { tree, mirrored }) {
  const notes = [];
  for (const { subject, file } of findings.filter(({ code }) => code === 'archive-odd')) {
    const bytes = await bytesOf(subject, file, { tree, mirrored });
    if (bytes === undefined) continue;
    const options = { format: tree.kind === 'npm' ? 'npm-tgz' : 'gem', members: [] };
    const listing = listArchive(bytes, options) ?? (await listArchiveStream(once(bytes), options));
    notes.push({ subject, file, codes: [...new Set(listing.problems.map(({ code }) => code))] });
  }
  return notes;
}

async function* once(bytes) {
  yield bytes;
}

async function bytesOf(subject, file, { tree, mirrored }) {
  const url = tree.kind === 'gems' ? `${mirrored}gems/${file}` : tarballOf(subject, tree, mirrored);
  const answer = url === undefined ? undefined : await fetch(url);
  return answer?.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
}

function tarballOf(subject, { folder, lockfile }, mirrored) {
  const locked = JSON.parse(readFileSync(join(folder, 'verified', lockfile), 'utf8')).packages;
  const [, name, version] = /^pkg:npm\/(.+)@([^@?]+)/.exec(decodeURIComponent(subject)) ?? [];
  const found = Object.values(locked).find(({ resolved, version: other }) => {
    return other === version && resolved?.startsWith(`${mirrored}${name}/-/`);
  });
  return found?.resolved;
}
