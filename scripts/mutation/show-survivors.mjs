import { relative } from 'node:path';

/** What these change is an answer or whether something is looked at. */
const decisive = new Set([
  'BlockStatement',
  'BooleanLiteral',
  'ConditionalExpression',
  'EqualityOperator',
  'LogicalOperator',
  'MethodExpression',
  'item dropped',
  'limit raised',
  'operand dropped',
  'statement dropped',
]);

/** Prints every mutant that no test noticed, the decisive ones first. True when there is none of those. */
export function showSurvivors(mutants, sourceOf) {
  const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const groups = [
    ['that drop a check or turn an answer', alive.filter(({ mutatorName }) => decisive.has(mutatorName))],
    ['others', alive.filter(({ mutatorName }) => !decisive.has(mutatorName))],
  ];
  console.log(`${countBy(mutants.map(({ status }) => status))}`);
  for (const [title, group] of groups) {
    if (group.length > 0) console.log(`\nsurvivors ${title}: ${group.length}`);
    for (const mutant of group.sort(byPlace)) console.log(describe(mutant, sourceOf(mutant.fileName)));
  }
  return groups[0][1].length === 0;
}

function describe({ fileName, location: { start, end }, replacement, status, mutatorName }, source) {
  const text = slice(source, start, end);
  const uncovered = status === 'NoCoverage' ? ', no test reaches it' : '';
  return `  ${relative(process.cwd(), fileName)}:${start.line}:${start.column} ${mutatorName}${uncovered}
    - ${oneLine(text)}
    + ${oneLine(replacement)}`;
}

function slice(source, start, end) {
  const lines = source.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return source.slice(offset(start), offset(end));
}

function oneLine(text) {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 150 ? `${line.slice(0, 147)}…` : line;
}

function byPlace(a, b) {
  return a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line;
}

function countBy(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word.toLowerCase()}`).join(', ');
}
