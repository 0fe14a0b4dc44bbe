import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asList, asMap, asText, parseYaml, type DocMap } from '@assay/documents';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../.github/workflows/', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md'));
const documentation = ['README.md', 'packages/action/README.md', ...pages.map((name) => `docs/${name}`)];

/** What is wrong with a workflow, in the words of whoever has to mend it. */
function problemsOf(text: string): readonly string[] {
  const read = parseYaml(new TextEncoder().encode(text), { maxBytes: 1_000_000 });
  if (!read.ok) return [`is no YAML: ${JSON.stringify(read.problem)}`];
  const workflow = asMap(read.documents[0]?.value);
  if (workflow === undefined) return ['is no map'];
  const map = asMap(workflow.get('jobs'));
  const jobs = [...(map?.keys() ?? [])].map((name) => ({ name, job: asMap(map?.get(name)) }));
  return [
    ...(asMap(workflow.get('permissions'))?.size === 0 ? [] : ['does not begin with `permissions: {}`']),
    ...(text.includes('pull_request_target') ? ['runs on pull_request_target'] : []),
    ...jobs.flatMap(({ name, job }) => (job === undefined ? [] : jobProblems(name, job))),
  ];
}

function jobProblems(name: string, job: DocMap): readonly string[] {
  const steps = (asList(job.get('steps')) ?? []).map((step) => asMap(step));
  return [
    ...(asMap(job.get('permissions')) === undefined ? [`${name} does not say what it may do`] : []),
    ...steps.flatMap((step) => (step === undefined ? [] : stepProblems(name, step))),
  ];
}

function stepProblems(name: string, step: DocMap): readonly string[] {
  const uses = asText(step.get('uses'));
  const run = asText(step.get('run')) ?? '';
  const isCheckout = uses?.startsWith('actions/checkout@') === true;
  const keeps = asMap(step.get('with'))?.get('persist-credentials') !== false;
  return [
    ...(uses === undefined || /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)
      ? []
      : [`${name} uses ${uses}, which is no commit`]),
    ...(isCheckout && keeps ? [`${name} leaves the token in the checkout`] : []),
    ...(run.includes('${{') ? [`${name} puts an expression into a script: hand it over in env`] : []),
  ];
}

describe('the workflows', () => {
  it.each(readdirSync(folder))(
    '%s gives no more rights than are used, pins what it uses, and runs no text of others',
    (name) => {
      expect(problemsOf(readFileSync(`${folder}/${name}`, 'utf8'))).toEqual([]);
    },
  );

  const bad: readonly [string, string][] = [
    ['on: push\njobs: {}\n', 'permissions'],
    ['on: pull_request_target\npermissions: {}\njobs: {}\n', 'pull_request_target'],
    ['permissions: {}\njobs:\n  a:\n    steps: []\n', 'what it may do'],
    ['permissions: {}\njobs:\n  a:\n    permissions: {}\n    steps:\n      - uses: acme/x@v1\n', 'no commit'],
    [
      'permissions: {}\njobs:\n  a:\n    permissions: {}\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n',
      'expression',
    ],
  ];
  it.each(bad)('that are wrong are caught: %j', (text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem);
  });
});

describe('the documentation', () => {
  it('shows no workflow that runs foreign code with the rights of the base', () => {
    for (const name of documentation) {
      const text = readFileSync(`${root}/${name}`, 'utf8');
      expect(text.match(/^\s*(?:on:.*|- ?)?pull_request_target:?/gm) ?? []).toEqual([]);
    }
  });
});
