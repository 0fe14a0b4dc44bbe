import { compareText } from '@assay/model';
import type { ReadBom } from '../read/index.js';
import { bomFacts, type BomFacts } from './bom-facts.js';
import { compareComponents, setDifferences } from './compare-components.js';
import type { ComponentFacts } from './component-facts.js';
import { bomChangeKinds, type BomDiff, type BomChange, type BomChangeCode } from './bom-change.js';
import { pairComponents, type Pair } from './pair-components.js';

/**
 * What differs between two CycloneDX documents of any tool, version and format. The order of things, bom-refs, serial numbers, times,
 * tools and formats are no difference. Takes time in proportion to the documents, but for sorting; the same documents give the same
 * answer.
 */
export function diffBoms(a: ReadBom, b: ReadBom): BomDiff {
  const before = bomFacts(a);
  const after = bomFacts(b);
  const pairing = pairComponents(before.components, after.components);
  const subjects: readonly Pair[] =
    before.subject === undefined || after.subject === undefined ? [] : [[before.subject, after.subject]];
  const pairs = [...subjects, ...pairing.pairs];
  const differences = [
    ...subjectDifference(before, after),
    ...pairs.flatMap(compareComponents),
    ...pairing.added.map((one) => alone('component-added', one)),
    ...pairing.removed.map((one) => alone('component-removed', one)),
    ...graphDifferences({ before, after, pairs }),
    ...setDifferences(before.metadata, after.metadata).map(({ what, gone, come }) => {
      return { code: 'metadata-changed', component: labelOf(after), what, before: gone, after: come } as const;
    }),
  ];
  return {
    differences: sorted(differences),
    components: { before: before.components.length, after: after.components.length },
  };
}

function labelOf({ subject }: BomFacts): string {
  return subject?.label ?? '';
}

function alone(code: 'component-added' | 'component-removed', { label }: ComponentFacts): BomChange {
  return { code, component: label, before: [], after: [] };
}

/** One tool states a purl and another does not: then the names decide. */
function subjectDifference({ subject: before }: BomFacts, { subject: after }: BomFacts): readonly BomChange[] {
  const bothPurl = before?.purlBase !== undefined && after?.purlBase !== undefined;
  const same = bothPurl ? before.purlBase === after.purlBase : before?.name === after?.name;
  if (same) return [];
  const labels = (one: ComponentFacts | undefined): readonly string[] => (one === undefined ? [] : [one.label]);
  return [{ code: 'subject-changed', component: after?.label ?? '', before: labels(before), after: labels(after) }];
}

interface Graphs {
  readonly before: BomFacts;
  readonly after: BomFacts;
  readonly pairs: readonly Pair[];
}

/** An edge to a package that only changed its version is the same edge. */
function graphDifferences({ before, after, pairs }: Graphs): readonly BomChange[] {
  const partner = new Map(pairs.map(([one, other]) => [one, other]));
  const found: BomChange[] = [];
  for (const [one, other] of pairs) {
    const inSecond = (ref: string): string => {
      const target = before.byRef.get(ref);
      return target === undefined ? ref : (partner.get(target)?.label ?? target.label);
    };
    const gone = (before.dependencies.get(one.ref ?? '') ?? []).map(inSecond);
    const come = (after.dependencies.get(other.ref ?? '') ?? []).map((ref) => after.byRef.get(ref)?.label ?? ref);
    addDifference(found, { code: 'dependencies-changed', other, gone, come });
    const known = [
      before.completeness.get(one.ref ?? '') ?? [],
      after.completeness.get(other.ref ?? '') ?? [],
    ] as const;
    addDifference(found, { code: 'completeness-changed', other, gone: known[0], come: known[1] });
  }
  return found;
}

function addDifference(
  found: BomChange[],
  {
    code,
    other,
    gone,
    come,
  }: { code: BomChangeCode; other: ComponentFacts; gone: readonly string[]; come: readonly string[] },
): void {
  for (const one of setDifferences(new Map([['', gone]]), new Map([['', come]]))) {
    found.push({ code, component: other.label, before: one.gone, after: one.come });
  }
}

const loudness = new Map(Object.keys(bomChangeKinds).map((code, index) => [code, index]));

/** Each text is made once: comparing is what sorting does most. */
function sorted(differences: readonly BomChange[]): readonly BomChange[] {
  const keyed = differences.map((one) => ({ one, rank: loudness.get(one.code) ?? 0, text: JSON.stringify(one) }));
  keyed.sort((x, y) => x.rank - y.rank || compareText(x.one.component, y.one.component) || compareText(x.text, y.text));
  return keyed.map(({ one }) => one);
}
