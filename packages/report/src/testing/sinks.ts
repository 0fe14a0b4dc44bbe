/** Every output of a report, and what a reader of that output finds in it that we did not write. */

import { renderHtml } from '../html/render-html.js';
import { renderJson } from '../json/render-json.js';
import { renderJunit } from '../junit/render-junit.js';
import { markdownLimits, renderMarkdown } from '../markdown/render-markdown.js';
import type { RenderInput } from '../render-input.js';
import { renderSarif } from '../sarif/render-sarif.js';
import { renderExplanation } from '../terminal/render-explanation.js';
import { renderTerminal } from '../terminal/render-terminal.js';
import { renderTrustDiffJson } from '../trust-diff/render-trust-diff-json.js';
import { renderTrustDiffMarkdown } from '../trust-diff/render-trust-diff-markdown.js';
import { renderTrustDiff } from '../trust-diff/render-trust-diff.js';
import { annotationsOf } from '../workflow/annotations.js';
import { guardWorkflowLog } from '../workflow/guard-log.js';
import { workflowCommand } from '../workflow/workflow-command.js';
import { workflowFileEntry } from '../workflow/workflow-file.js';
import { diffFrom } from './hostile-diff.js';
import { fillSlot, hostileInput, slots } from './hostile-report.js';
import { htmlProblemsBeside } from './html-oracle.js';
import { jsonProblems } from './json-oracle.js';
import { markdownProblems } from './markdown-oracle.js';
import { runnerCommands, runnerFile } from './runner-oracle.js';
import { sarifProblemsBeside } from './sarif-oracle.js';
import { terminalProblems } from './terminal-oracle.js';
import { xmlProblemsBeside } from './xml-oracle.js';

/** One output. */
export interface Sink {
  readonly name: string;
  /** It holds texts as they are, by its design. */
  readonly isRaw?: true;
  readonly render: (input: RenderInput) => string;
  /** What stands in an output that its renderer did not mean, in words. */
  readonly problems: (output: string) => readonly string[];
}

const wide = { color: false, width: 100 } as const;
const token = '0f8fad5b-d9cb-469f-a165-70867728950e';

const annotationLines = (input: RenderInput) => annotationsOf(input, { limit: 10 }).map(workflowCommand).join('\n');

/** Reports in which every text is a word. */
const harmless = [
  hostileInput(['word']),
  hostileInput([...'abcdefghijkl']),
  ...slots.map((slot) => fillSlot(slot, 'word')),
];

/** All of them: a new renderer has its line here. */
export const sinks: readonly Sink[] = [
  {
    name: 'terminal',
    render: (input) => renderTerminal(input, { ...wide, detail: 'verbose' }),
    problems: terminalProblems,
  },
  {
    name: 'explanation on a terminal',
    render: (input) =>
      renderExplanation(input, input.inventory.subjects[0]?.id ?? '', { ...wide, detail: 'verbose' }) ?? '',
    problems: terminalProblems,
  },
  {
    name: 'terminal, as a build log',
    render: (input) => renderTerminal(input, { ...wide, detail: 'normal' }),
    problems: commandsIn,
  },
  { name: 'workflow commands', render: annotationLines, problems: annotationProblems },
  {
    name: 'guarded build log',
    render: (input) => guardWorkflowLog(input.report.findings.map(({ detail }) => detail).join('\n'), token),
    isRaw: true,
    problems: commandsIn,
  },
  {
    name: 'file of outputs',
    isRaw: true,
    render: (input) =>
      workflowFileEntry('summary', JSON.stringify(input.report.findings.map(({ detail }) => detail)), token),
    problems: (output) => [...runnerFile(output).keys()].filter((name) => name !== 'summary'),
  },
  {
    name: 'job summary',
    render: (input) => renderMarkdown(input, { maxBytes: markdownLimits.jobSummary }),
    problems: markdownProblems,
  },
  {
    name: 'comment',
    render: (input) => renderMarkdown(input, { maxBytes: markdownLimits.comment }),
    problems: markdownProblems,
  },
  {
    name: 'shortest comment',
    render: (input) => renderMarkdown(input, { maxBytes: 8192 }),
    problems: markdownProblems,
  },
  { name: 'JSON', render: renderJson, problems: jsonProblems },
  { name: 'HTML', render: renderHtml, problems: htmlProblemsBeside(harmless.map(renderHtml)) },
  {
    name: 'SARIF',
    render: (input) => renderSarif(input),
    problems: sarifProblemsBeside(harmless.map((input) => renderSarif(input))),
  },
  {
    name: 'JUnit',
    render: (input) => renderJunit(input),
    problems: xmlProblemsBeside(harmless.map((input) => renderJunit(input))),
  },
  {
    name: 'trust diff on a terminal',
    render: (input) => renderTrustDiff(diffFrom(input), { ...wide, detail: 'verbose' }),
    problems: terminalProblems,
  },
  {
    name: 'trust diff as a comment',
    render: (input) => renderTrustDiffMarkdown(diffFrom(input), { key: input.inventory.subjects[0]?.name ?? '' }),
    problems: markdownProblems,
  },
  { name: 'trust diff as JSON', render: (input) => renderTrustDiffJson(diffFrom(input)), problems: jsonProblems },
];

function commandsIn(output: string): readonly string[] {
  return runnerCommands(output).map(({ name }) => `command: ${name}`);
}

/** One command for each line, with properties of ours. */
function annotationProblems(output: string): readonly string[] {
  const commands = runnerCommands(output);
  const lines = output === '' ? 0 : output.split('\n').length;
  const strange = commands.filter(({ name, properties }) => {
    const isKnown = [...properties.keys()].every((key) => ['file', 'line', 'title'].includes(key));
    return !['error', 'warning', 'notice'].includes(name) || !isKnown;
  });
  const counted = commands.length === lines ? [] : [`${String(commands.length)} commands on ${String(lines)} lines`];
  return [
    ...counted,
    ...strange.map(({ name }) => `command: ${name}`),
    ...terminalProblems(output.replace(/^::/gmu, ' ')),
  ];
}
