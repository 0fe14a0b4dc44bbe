import { elsewhere, onPurpose, reasonFor } from './fact-reasons.mjs';

const line = (cells, widths) =>
  console.log(`  ${cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(' ')}`.trimEnd());

const runWidths = [16, 6, 8, 12, 7, 10, 9, 9, 9];

/** One line for each generator: how it ended, and what became of its document. */
export function showRuns(runs) {
  line(['', 'exit', 'spec', 'components', 'edges', 'published', 'program', 'classic', 'with BSI'], runWidths);
  for (const { by, status, said, bom, facts, score, schema, leaks } of runs) {
    if (bom === undefined) {
      line([by, status, `no document: ${said}`], [16, 6]);
      continue;
    }
    const engines = ['published', 'program', 'classic', 'classicWithBsi'].map((engine) => score[engine].toFixed(2));
    const counts = [facts.get('component') ?? 0, facts.get('dependencies.dependsOn') ?? 0];
    line([by, status, bom.specVersion, ...counts, ...engines], runWidths);
    if (status !== 0) console.log(`    said: ${said}`);
    if (schema !== undefined) console.log(`    not valid: ${schema}`);
    for (const leak of leaks) console.log(`    LEAKS ${leak}`);
  }
  console.log();
}

/** Who states what, over all projects. Returns how many facts only peers state without a reason of ours. */
export function showFacts(results, { all }) {
  const { names, stated } = collect(results);
  const peers = names.filter((name) => !name.startsWith('assay'));
  const facts = [...stated.keys()].sort();
  const ours = (fact) => ['assay sbom', 'assay + policy'].some((name) => stated.get(fact).has(name));
  const missing = facts.filter((fact) => !ours(fact));
  if (all) show('Facts, and on how many projects who states them', facts, { names, stated });
  const known = (list) => missing.filter((fact) => reasonFor(list, fact) !== undefined);
  show('Stated by us in another place', known(elsewhere), { names: peers, stated, reasons: elsewhere });
  show('Not stated by us on purpose', known(onPurpose), { names: peers, stated, reasons: onPurpose });
  const open = missing.filter((fact) => reasonFor([...elsewhere, ...onPurpose], fact) === undefined);
  show('What the peers state and we do not', open, { names: peers, stated });
  const alone = facts.filter(
    (fact) => ours(fact) && ![...stated.get(fact).keys()].some((name) => peers.includes(name)),
  );
  console.log(
    `${facts.length} facts; ${alone.length} only by us; ${missing.length} only by peers, ${open.length} of them unexplained`,
  );
  return open.length;
}

function collect(results) {
  const stated = new Map();
  const names = new Set();
  for (const { runs } of results) {
    for (const { by, facts } of runs) {
      names.add(by);
      for (const fact of facts?.keys() ?? []) {
        const of = stated.get(fact) ?? new Map();
        stated.set(fact, of.set(by, (of.get(by) ?? 0) + 1));
      }
    }
  }
  return { names: [...names], stated };
}

function show(title, facts, { names, stated, reasons }) {
  console.log(`${title}: ${facts.length}`);
  if (facts.length > 0) line(['', ...names], [88, ...names.map(() => 14)]);
  for (const fact of facts) {
    const of = names.map((name) => stated.get(fact).get(name) ?? '·');
    line([fact, ...of, ...(reasons === undefined ? [] : [reasonFor(reasons, fact)])], [88, ...names.map(() => 14)]);
  }
  console.log();
}
