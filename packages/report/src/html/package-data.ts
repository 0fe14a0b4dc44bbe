/** A report and its inventory as columns. */

import {
  formatDigest,
  groupBy,
  type Digest,
  type Finding,
  type Occurrence,
  type Subject,
  type SubjectFile,
  type Verdict,
  type Voucher,
} from '@assay/model';
import { describeSource } from '../describe-source.js';
import { hardenedProof } from '../hardened-proof.js';
import { parentsOf } from '../parent-chain.js';
import type { RenderInput } from '../render-input.js';
import { waiverSentence } from '../waiver-sentence.js';
import { rowInterner, textInterner } from './interner.js';
import { packDigest } from './pack-digest.js';
import { firstFileText, packageText, shown, type PackageText } from './package-text.js';
import {
  decisions,
  outcomes,
  type CodeRow,
  type FileRow,
  type FindingRow,
  type PackageColumns,
  type PlaceRow,
  type ReportData,
  type VoucherRow,
} from './report-data.js';
import { voucherFacts } from './voucher-facts.js';

/** What the table, its filters and the view of one package need. Linear in the findings. All texts in it are visible. */
export function packageData(input: RenderInput): ReportData {
  const { report, inventory } = input;
  const writer = new DataWriter(input);
  const verdicts = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict]));
  const findings = groupBy(report.findings, ({ subject }) => subject);
  const places = groupBy(inventory.occurrences, ({ subject }) => subject);
  const rows = inventory.subjects.map((subject) =>
    writer.add({
      subject,
      verdict: verdicts.get(subject.id),
      findings: findings.get(subject.id) ?? [],
      places: places.get(subject.id) ?? [],
      vouchers: input.facts?.get(subject.id)?.vouchers ?? [],
    }),
  );
  return writer.close(rows);
}

interface PackageRecord {
  readonly subject: Subject;
  readonly verdict: Verdict | undefined;
  readonly findings: readonly Finding[];
  readonly places: readonly Occurrence[];
  readonly vouchers: readonly Voucher[];
}

type PackageRow = { readonly [Column in keyof PackageColumns]: PackageColumns[Column][number] };

class DataWriter {
  readonly #input: RenderInput;
  readonly #texts = textInterner();
  readonly #digests = textInterner();
  readonly #codes = rowInterner<CodeRow>();
  readonly #findings = rowInterner<FindingRow>();
  readonly #lists = {
    findings: rowInterner<readonly number[]>(),
    because: rowInterner<readonly number[]>(),
    files: rowInterner<readonly FileRow[]>(),
    places: rowInterner<readonly PlaceRow[]>(),
    vouchers: rowInterner<readonly VoucherRow[]>(),
    waivers: rowInterner<readonly number[]>(),
    bundles: rowInterner<readonly number[]>(),
    conflicts: rowInterner<readonly number[]>(),
  };
  readonly #lockfiles: ReadonlyMap<string, number>;
  readonly #waivers: ReadonlyMap<number, number>;
  readonly #subjects: ReadonlyMap<string, number>;
  readonly #parents: ReadonlyMap<string, string>;

  constructor(input: RenderInput) {
    const { report, inventory } = input;
    this.#input = input;
    const named = new Set([
      ...report.lockfiles.map(({ path }) => path),
      ...inventory.occurrences.map((each) => each.lockfile),
    ]);
    this.#lockfiles = new Map([...named].map((path, index) => [path, index]));
    this.#waivers = new Map(report.waivers.map(({ waiver }, index) => [waiver, index]));
    this.#subjects = new Map(inventory.subjects.map(({ id }, index) => [id, index]));
    this.#parents = parentsOf(inventory);
  }

  add(record: PackageRecord): PackageRow {
    const { subject, verdict, findings, places } = record;
    const page = new PackagePage(
      packageText(subject),
      this.#texts.add.bind(this.#texts),
      this.#digests.add.bind(this.#digests),
    );
    const lists = this.#lists;
    const decisive = new Set(verdict?.because);
    return {
      name: this.#texts.add(shown(subject.name)),
      version: this.#texts.add(shown(subject.version)),
      file: this.#optional(firstFileText(subject)),
      decision: decisions.indexOf(verdict?.decision ?? 'unverified'),
      ecosystem: this.#texts.add(shown(subject.ecosystem)),
      id: page.text(subject.id),
      source: page.text(describeSource(subject.source, (text) => text)),
      parent: this.#subjects.get(this.#parents.get(subject.id) ?? '') ?? -1,
      findings: lists.findings.add(findings.map((finding) => this.#finding(page, finding, decisive.has(finding.id)))),
      because: lists.because.add(positionsOf(findings, decisive)),
      files: lists.files.add(subject.files.map((file) => fileRow(page, file))),
      places: lists.places.add(places.map((place) => this.#place(page, place))),
      vouchers: lists.vouchers.add(record.vouchers.map((voucher) => voucherRow(page, voucher))),
      waivers: lists.waivers.add((verdict?.waivedBy ?? []).flatMap((waiver) => this.#waivers.get(waiver) ?? [])),
      bundles: lists.bundles.add((subject.bundles ?? []).map((path) => page.text(path))),
      conflicts: lists.conflicts.add(subject.conflictsWith.map((id) => page.text(id))),
      digests: page.digests,
      lines: places.map(({ line }) => line),
    };
  }

  #finding(page: PackagePage, finding: Finding, isDecisive: boolean): number {
    const { outcome, detail, file, phase, excerpt, evidence } = finding;
    return this.#findings.add([
      this.#code(finding, isDecisive),
      outcomes.indexOf(outcome),
      page.text(detail),
      page.optional(file),
      page.optional(phase),
      excerpt === undefined ? -1 : this.#texts.add(shownLines(excerpt)),
      evidence.map((digest) => page.digest(digest)),
    ]);
  }

  #code(finding: Finding, isDecisive: boolean): number {
    const { check, code } = finding;
    const info = this.#input.codeInfo(check, code);
    const proof = isDecisive ? hardenedProof(this.#input, finding) : null;
    const texts = [check, code, proof?.text ?? info?.text ?? '', proof?.next ?? info?.next ?? ''];
    const [a = 0, b = 0, c = 0, d = 0] = texts.map((text) => this.#texts.add(shown(text)));
    return this.#codes.add([a, b, c, d]);
  }

  #optional(text: string | null): number {
    return text === null ? -1 : this.#texts.add(text);
  }

  #place(page: PackagePage, { lockfile, scope, path, aliases = [] }: Occurrence): PlaceRow {
    const names = aliases.map((alias) => page.text(alias));
    return [this.#lockfiles.get(lockfile) ?? 0, this.#texts.add(shown(scope)), page.text(path), names];
  }

  close(rows: readonly PackageRow[]): ReportData {
    const lockfiles = [...this.#lockfiles.keys()].map((path) => this.#texts.add(shown(path)));
    const waivers = this.#input.report.waivers.map((use) => this.#texts.add(shown(waiverSentence(use))));
    const { findings, because, files, places, vouchers, waivers: waived, bundles, conflicts } = this.#lists;
    return {
      format: 1,
      texts: this.#texts.values,
      digests: this.#digests.values,
      codes: this.#codes.values,
      findings: this.#findings.values,
      lockfiles,
      waivers,
      lists: {
        findings: findings.values,
        because: because.values,
        files: files.values,
        places: places.values,
        vouchers: vouchers.values,
        waivers: waived.values,
        bundles: bundles.values,
        conflicts: conflicts.values,
      },
      packages: columnsOf(rows),
    };
  }
}

/** The texts and digests of one package. */
class PackagePage {
  /** Numbers of its digests, each once. */
  readonly digests: number[] = [];
  readonly #positions = new Map<string, number>();
  readonly #write: PackageText;
  readonly #addText: (text: string) => number;
  readonly #addDigest: (packed: string) => number;

  constructor(write: PackageText, addText: (text: string) => number, addDigest: (packed: string) => number) {
    this.#write = write;
    this.#addText = addText;
    this.#addDigest = addDigest;
  }

  text(text: string): number {
    return this.#addText(this.#write(text));
  }

  optional(text: string | undefined): number {
    return text === undefined ? -1 : this.text(text);
  }

  /** Its position among this package's digests: the same for all packages that are alike. */
  digest(digest: Digest): number {
    const key = formatDigest(digest);
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const position = this.digests.push(this.#addDigest(packDigest(digest))) - 1;
    this.#positions.set(key, position);
    return position;
  }
}

function positionsOf(findings: readonly Finding[], decisive: ReadonlySet<string>): readonly number[] {
  return findings.flatMap(({ id }, index) => (decisive.has(id) ? [index] : []));
}

function fileRow(page: PackagePage, { name, platform, url, pins, malformedPins }: SubjectFile): FileRow {
  return [
    page.text(name),
    page.optional(platform),
    page.optional(url),
    pins.map((pin) => page.digest(pin)),
    malformedPins.map((text) => page.text(text)),
  ];
}

function voucherRow(page: PackagePage, voucher: Voucher): VoucherRow {
  const facts = voucherFacts(voucher).map(
    ([label, value]) =>
      [page.text(label), typeof value === 'string' ? page.text(value) : -1 - page.digest(value)] as const,
  );
  return [page.text(voucher.check), facts];
}

const mostLines = 60;

/** Line breaks stay, everything else that hides is shown. */
function shownLines(excerpt: string): string {
  const lines = excerpt.replace(/\n$/u, '').split('\n');
  const more = lines.length > mostLines ? [`… ${String(lines.length - mostLines)} more lines`] : [];
  return [...lines.slice(0, mostLines).map(shown), ...more].join('\n');
}

function columnsOf(rows: readonly PackageRow[]): PackageColumns {
  const column = <Column extends keyof PackageRow>(name: Column) => rows.map((row) => row[name]);
  return {
    name: column('name'),
    version: column('version'),
    file: column('file'),
    decision: column('decision'),
    ecosystem: column('ecosystem'),
    id: column('id'),
    source: column('source'),
    parent: column('parent'),
    findings: column('findings'),
    because: column('because'),
    files: column('files'),
    places: column('places'),
    vouchers: column('vouchers'),
    waivers: column('waivers'),
    bundles: column('bundles'),
    conflicts: column('conflicts'),
    digests: column('digests'),
    lines: column('lines'),
  };
}
