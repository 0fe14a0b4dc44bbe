/** Reads the columns: what is known of one package, put together when it is asked for. */

import { decisions, outcomes, packedAlgorithms, placeholders, type ReportData } from '../src/html/report-data.js';

export type Decision = (typeof decisions)[number];
export type Outcome = (typeof outcomes)[number];

export interface PackageFinding {
  readonly check: string;
  readonly code: string;
  readonly text: string;
  readonly next: string;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly file: string | null;
  readonly phase: string | null;
  readonly excerpt: string | null;
  /** Unpacked when it is asked for: rows of the table do not show it. */
  readonly evidence: () => readonly string[];
  readonly decisive: boolean;
}

export interface PackagePlace {
  readonly lockfile: string;
  readonly line: number;
  readonly scope: string;
  readonly path: string;
  readonly aliases: readonly string[];
}

export interface PackageFile {
  readonly name: string;
  readonly platform: string | null;
  readonly url: string | null;
  readonly pins: readonly string[];
  readonly malformed: readonly string[];
}

export interface PackageVoucher {
  readonly check: string;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly isDigest: boolean }[];
}

const marks = new RegExp(`[${placeholders.join('')}]`, 'g');

/** All packages of a report, by their position in it. */
export class Packages {
  readonly data: ReportData;
  readonly size: number;

  constructor(data: ReportData) {
    this.data = data;
    this.size = data.packages.name.length;
  }

  name(row: number): string {
    return this.#plain(this.data.packages.name[row]);
  }

  version(row: number): string {
    return this.#plain(this.data.packages.version[row]);
  }

  id(row: number): string {
    return this.#text(row, this.data.packages.id[row]);
  }

  source(row: number): string {
    return this.#text(row, this.data.packages.source[row]);
  }

  ecosystem(row: number): string {
    return this.#plain(this.data.packages.ecosystem[row]);
  }

  decision(row: number): Decision {
    return decisions[this.data.packages.decision[row] ?? 1] ?? 'unverified';
  }

  findings(row: number): readonly PackageFinding[] {
    const { lists, packages, findings } = this.data;
    const decisive = new Set(at(lists.because, packages.because[row]));
    return at(lists.findings, packages.findings[row]).flatMap((number, position) => {
      const form = findings[number];
      return form === undefined ? [] : [this.#finding(row, form, decisive.has(position))];
    });
  }

  places(row: number): readonly PackagePlace[] {
    const { lists, packages, lockfiles } = this.data;
    return at(lists.places, packages.places[row]).map(([lockfile, scope, path, aliases], index) => ({
      lockfile: this.#plain(lockfiles[lockfile]),
      line: packages.lines[row]?.[index] ?? 0,
      scope: this.#plain(scope),
      path: this.#text(row, path),
      aliases: aliases.map((alias) => this.#text(row, alias)),
    }));
  }

  files(row: number): readonly PackageFile[] {
    const { lists, packages } = this.data;
    return at(lists.files, packages.files[row]).map(([name, platform, url, pins, malformed]) => ({
      name: this.#text(row, name),
      platform: this.#optional(row, platform),
      url: this.#optional(row, url),
      pins: pins.map((slot) => this.#digest(row, slot)),
      malformed: malformed.map((text) => this.#text(row, text)),
    }));
  }

  vouchers(row: number): readonly PackageVoucher[] {
    const { lists, packages } = this.data;
    return at(lists.vouchers, packages.vouchers[row]).map(([check, facts]) => ({
      check: this.#text(row, check),
      facts: facts.map(([label, value]) => {
        const isDigest = value < 0;
        return {
          label: this.#text(row, label),
          value: isDigest ? this.#digest(row, -1 - value) : this.#text(row, value),
          isDigest,
        };
      }),
    }));
  }

  /** Sentences. */
  waivers(row: number): readonly string[] {
    const { lists, packages, waivers } = this.data;
    return at(lists.waivers, packages.waivers[row]).map((index) => this.#plain(waivers[index]));
  }

  bundles(row: number): readonly string[] {
    return at(this.data.lists.bundles, this.data.packages.bundles[row]).map((text) => this.#text(row, text));
  }

  conflicts(row: number): readonly string[] {
    return at(this.data.lists.conflicts, this.data.packages.conflicts[row]).map((text) => this.#text(row, text));
  }

  /** Packages from the nearest that pulls it in outwards; cut where a lockfile goes in a circle. */
  parents(row: number): readonly number[] {
    const chain: number[] = [];
    const seen = new Set([row]);
    let parent = this.data.packages.parent[row] ?? -1;
    while (parent >= 0 && !seen.has(parent) && chain.length < 30) {
      seen.add(parent);
      chain.push(parent);
      parent = this.data.packages.parent[parent] ?? -1;
    }
    return chain;
  }

  #finding(row: number, form: ReportData['findings'][number], decisive: boolean): PackageFinding {
    const [number, outcome, detail, file, phase, excerpt, evidence] = form;
    const [check, code, text, next] = this.data.codes[number] ?? [-1, -1, -1, -1];
    return {
      check: this.#plain(check),
      code: this.#plain(code),
      text: this.#plain(text),
      next: this.#plain(next),
      outcome: outcomes[outcome] ?? 'unknown',
      detail: this.#text(row, detail),
      file: this.#optional(row, file),
      phase: this.#optional(row, phase),
      excerpt: excerpt < 0 ? null : this.#plain(excerpt),
      evidence: () => evidence.map((slot) => this.#digest(row, slot)),
      decisive,
    };
  }

  #plain(index: number | undefined): string {
    return this.data.texts[index ?? -1] ?? '';
  }

  #optional(row: number, index: number): string | null {
    return index < 0 ? null : this.#text(row, index);
  }

  /** With the package's own names where the placeholders stand. */
  #text(row: number, index: number | undefined): string {
    const text = this.#plain(index);
    return text.replace(marks, (mark) => this.#own(row, placeholders.indexOf(mark as (typeof placeholders)[number])));
  }

  #own(row: number, which: number): string {
    if (which === 0) return this.#firstFile(row);
    if (which === 1) return this.name(row);
    return which === 2 ? this.version(row) : this.name(row).replace('@', '%40');
  }

  /** Its own name stands in it as a placeholder only where the file is called so itself. */
  #firstFile(row: number): string {
    return this.#plain(this.data.packages.file[row]);
  }

  #digest(row: number, slot: number): string {
    return unpackDigest(this.data.digests[this.data.packages.digests[row]?.[slot] ?? -1] ?? '');
  }
}

function at<T>(lists: readonly (readonly T[])[], index: number | undefined): readonly T[] {
  return lists[index ?? -1] ?? [];
}

/** `sha256:` and hex. */
function unpackDigest(packed: string): string {
  const algorithm = packedAlgorithms[Number(packed.charAt(0))];
  if (packed.startsWith('?') || algorithm === undefined) return packed.slice(1);
  const bytes = [...atob(packed.slice(1))];
  return `${algorithm}:${bytes.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')}`;
}
