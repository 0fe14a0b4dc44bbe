/** What came of all trees together: each archive counts once, however many trees have it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const shownExamples = 5;

export function printTable({ trees }) {
  for (const kind of ['npm', 'gems']) {
    const results = trees.filter((tree) => tree.kind === kind).flatMap(resultOf);
    if (results.length > 0) printKind(kind, results);
  }
}

function resultOf({ folder }) {
  const path = join(folder, 'result.json');
  if (!existsSync(path)) return [];
  const result = JSON.parse(readFileSync(path, 'utf8'));
  return result.problem === undefined ? [result] : [];
}

function printKind(kind, results) {
  const verified = results.flatMap((result) => result.files.filter(isVerified));
  const files = new Map(verified.map(({ name, outcome }) => [archiveOf(name), outcome]));
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
  const runs = verified.length;
  console.log(`\n${kind}: ${files.size} archives in ${results.length} trees (${runs} verifications)`);
  console.log(`  archive-safety: ${countsOf([...files.values()])}`);
  console.log(
    `  ${sum((result) => result.cpu).toFixed(0)} s CPU, ${sum((result) => result.seconds).toFixed(0)} s wall`,
  );
  console.log(
    `  ${(runs / sum((result) => result.seconds)).toFixed(0)} archives/s, at most ${Math.max(...results.map((result) => result.mebibytes))} MiB`,
  );
  printGroups('not proven', results.flatMap(troubles));
  printGroups(
    'notes',
    results.flatMap(({ notes }) => notes.flatMap(({ subject, codes }) => codes.map((code) => [code, subject]))),
  );
  printGroups(
    'gaps',
    results.flatMap(({ gaps }) => gaps.map(({ code, detail }) => [code, detail])),
  );
}

/** What lies in the archive of another, in a folder or in a repository has none of its own, and is not counted. */
const isVerified = ({ outcome }) => outcome !== 'not-applicable';

/** What is locked in several ways has a `#` and a digest behind its name; it is one archive all the same. */
const archiveOf = (name) => name.replace(/#\S+/, '');

const troubles = ({ findings }) =>
  findings
    .filter(({ code }) => code !== 'archive-odd')
    .map(({ outcome, check, code, subject, detail }) => [`${outcome} ${check}/${code}`, `${subject}: ${detail}`]);

function countsOf(outcomes) {
  const counts = new Map();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

function printGroups(title, pairs) {
  const groups = new Map();
  for (const [key, example] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(example));
  if (groups.size > 0) console.log(`  ${title}`);
  for (const [key, examples] of [...groups].sort(([, a], [, b]) => b.size - a.size)) {
    console.log(`    ${String(examples.size).padStart(6)} ${key}`);
    for (const example of [...examples].slice(0, shownExamples)) console.log(`           ${example}`);
  }
}
