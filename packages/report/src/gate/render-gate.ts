/** `assay gate` for people: the decision, then each artefact with every condition; what does not hold comes first. */

import { formatDigest, type GateArtifact, type GateCondition, type GateDecision } from '@assay/model';
import { count } from '../terminal/counts.js';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import type { TerminalOptions } from '../terminal/options.js';
import { createStyle, type Style } from '../terminal/style.js';
import { wrap, wrapMarked } from '../terminal/wrap.js';

interface Sheet {
  readonly options: TerminalOptions;
  readonly style: Style;
}

const shownOthers = 10;

/** The answer. `quiet` tells only what does not hold, `verbose` also digests and what was not asked for. Ends with a line break. */
export function renderGate(decision: GateDecision, options: TerminalOptions): string {
  const sheet = { options, style: createStyle(options.color) };
  const bad = decision.artifacts.filter((each) => each.decision !== 'pass');
  const good = options.detail === 'quiet' ? [] : decision.artifacts.filter((each) => each.decision === 'pass');
  const blocks = [[headline(decision, sheet.style)], ...[...bad, ...good].map((each) => artifactBlock(each, sheet))];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline({ artifacts, exitCode }: GateDecision, style: Style): string {
  const of = (decision: GateArtifact['decision']) => artifacts.filter((each) => each.decision === decision).length;
  const parts = [
    of('fail') === 0 ? '' : `${count(of('fail'), 'artefact')} refused`,
    of('unverified') === 0 ? '' : `${count(of('unverified'), 'artefact')} not proven`,
    of('pass') === 0 ? '' : `${count(of('pass'), 'artefact')} may be deployed`,
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  if (exitCode === 0) return `${style.bold(style.green('PASS'))}  ${said}`;
  if (exitCode === 1) return `${style.bold(style.red('FAIL'))}  ${said}`;
  return `${style.bold(style.yellow('UNVERIFIED'))}  ${said}`;
}

function artifactBlock(artifact: GateArtifact, sheet: Sheet): readonly string[] {
  const { options, style } = sheet;
  const [mark, color] = { pass: ['✓', style.green], fail: ['✗', style.red], unverified: ['?', style.yellow] }[
    artifact.decision
  ] as [string, Style['red']];
  const [first = '', ...rest] = wrapMarked(mark, escapeTerminal(artifact.name), options.width, '');
  const digests =
    options.detail === 'verbose' ? artifact.digests.map((each) => style.dim(`  ${formatDigest(each)}`)) : [];
  return [
    `${color(mark)}${first.slice(mark.length)}`,
    ...rest,
    ...digests,
    ...decidingLines(artifact, sheet),
    ...inOrder(artifact.conditions, options.detail).flatMap((each) => conditionLines(each, sheet)),
    ...otherLines(artifact, sheet),
  ];
}

function decidingLines({ summary }: GateArtifact, { options, style }: Sheet): readonly string[] {
  if (summary === undefined) return [];
  const { from, line, at, signedBy } = summary;
  const said = `Decided by the summary of ${at} in ${escapeTerminal(from)}, line ${String(line)}, signed by ${escapeTerminal(signedBy)}`;
  return wrap(said, options.width, '  ').map(style.dim);
}

/** What is refuted, then what is open, then what holds. What was not reached follows from the rest, and needs no line of its own. */
function inOrder(conditions: readonly GateCondition[], detail: TerminalOptions['detail']): readonly GateCondition[] {
  const refuted = conditions.filter(({ outcome }) => outcome === 'refuted');
  const open = conditions.filter(({ outcome, code }) => isOpen(outcome) && code !== 'not-reached');
  const unreached = detail === 'verbose' ? conditions.filter(({ code }) => code === 'not-reached') : [];
  const holds = conditions.filter(({ outcome }) => outcome === 'proven');
  const notAsked = detail === 'verbose' ? conditions.filter(({ outcome }) => outcome === 'not-applicable') : [];
  return [...refuted, ...open, ...unreached, ...(detail === 'quiet' ? [] : [...holds, ...notAsked])];
}

function isOpen(outcome: GateCondition['outcome']): boolean {
  return outcome === 'absent' || outcome === 'unknown';
}

function conditionLines(condition: GateCondition, { options, style }: Sheet): readonly string[] {
  const { outcome, code, text, detail, next } = condition;
  const name = escapeTerminal(condition.condition).padEnd(12);
  if (outcome === 'proven' || outcome === 'not-applicable') {
    const mark = outcome === 'proven' ? '✓' : '–';
    const said = [text, detail].filter((part) => part !== '').map((part) => escapeTerminal(part));
    return wrapMarked(mark, `${name} ${said.join(' ')}`, options.width, '  ');
  }
  const [mark, color] = outcome === 'refuted' ? ['✗', style.red] : ['?', style.yellow];
  const [first = '', ...rest] = wrapMarked(
    mark,
    `${name} ${escapeTerminal(text)} (${escapeTerminal(code)})`,
    options.width,
    '  ',
  );
  return [
    first.replace(mark, color(mark)),
    ...rest,
    ...(detail === '' ? [] : wrap(escapeTerminal(detail), options.width, '      ')),
    ...(next === '' ? [] : wrapMarked('→', escapeTerminal(next), options.width, '      ').map(style.cyan)),
  ];
}

/** Never silently: what else there is about the artefact, and why it does not decide. That there are other statements is no news. */
function otherLines({ others: all }: GateArtifact, { options, style }: Sheet): readonly string[] {
  const others = options.detail === 'verbose' ? all : all.filter(({ code }) => code !== 'statement-of-other-type');
  if (others.length === 0) return [];
  const shown = options.detail === 'verbose' ? others : others.slice(0, shownOthers);
  const hidden = others.length - shown.length;
  const lines = shown.flatMap(({ from, line, code, detail }) => {
    const where = `${escapeTerminal(from)}, line ${String(line)}: ${escapeTerminal(code)}.`;
    return wrapMarked('–', `${where} ${escapeTerminal(detail)}`, options.width, '    ');
  });
  return [
    style.dim('  Also about it, and not deciding:'),
    ...lines.map(style.dim),
    ...(hidden === 0 ? [] : [style.dim(`    and ${count(hidden, 'more', 'more')} (--verbose shows them)`)]),
  ];
}
