/** Which packages a search and the filters leave. Works on numbers: every text is looked at once, however many packages say it. */

import { decisions, outcomes, packedAlgorithms } from '../src/html/report-data.js';
import type { Decision, Packages } from './packages.js';

export interface Wanted {
  readonly words: readonly string[];
  /** Empty: all. */
  readonly decisions: ReadonlySet<Decision>;
  /** Empty texts: any. */
  readonly check: string;
  readonly outcome: string;
  readonly scope: string;
  readonly ecosystem: string;
  readonly lockfile: string;
}

type Test = (row: number) => boolean;

/** Longest that it keeps the page busy at a time. */
const sliceMs = 12;
const rowsAtOnce = 500;

/** Searches packages of one report. */
export class Filter {
  readonly #packages: Packages;
  /** Texts and names in small letters, as far as they are needed yet. */
  readonly #lowered: string[] = [];
  readonly #names: string[] = [];
  #run = 0;

  constructor(packages: Packages) {
    this.#packages = packages;
  }

  /** Makes searches ready, a little at a time, before somebody asks for one. */
  async prepare(): Promise<void> {
    while (!this.#prepareUntil(performance.now() + sliceMs)) await nextTask();
  }

  /** True when everything is ready. */
  #prepareUntil(end: number): boolean {
    const { texts } = this.#packages.data;
    while (this.#lowered.length < texts.length) {
      if (performance.now() > end) return false;
      for (const text of texts.slice(this.#lowered.length, this.#lowered.length + rowsAtOnce))
        this.#lowered.push(text.toLowerCase());
    }
    while (this.#names.length < this.#packages.size) {
      if (performance.now() > end) return false;
      const wanted = Math.min(this.#packages.size, this.#names.length + rowsAtOnce);
      while (this.#names.length < wanted) this.#names.push(this.#nameOf(this.#names.length));
    }
    return true;
  }

  /** The rows of `order` that are wanted; null when another search has begun meanwhile. */
  async rows(order: readonly number[], wanted: Wanted): Promise<readonly number[] | null> {
    this.#run += 1;
    const run = this.#run;
    if (wanted.words.length > 0) await this.prepare();
    if (run !== this.#run) return null;
    const tests = this.#tests(wanted);
    const left: number[] = [];
    let until = performance.now() + sliceMs;
    for (let start = 0; start < order.length; start += rowsAtOnce) {
      if (performance.now() > until) {
        await nextTask();
        if (run !== this.#run) return null;
        until = performance.now() + sliceMs;
      }
      for (const row of order.slice(start, start + rowsAtOnce)) if (tests.every((test) => test(row))) left.push(row);
    }
    return left;
  }

  #tests(wanted: Wanted): readonly Test[] {
    const { data } = this.#packages;
    const { packages, lists, texts } = data;
    const tests: Test[] = [];
    if (wanted.decisions.size > 0) {
      const numbers = new Set([...wanted.decisions].map((decision) => decisions.indexOf(decision)));
      tests.push((row) => numbers.has(packages.decision[row] ?? -1));
    }
    if (wanted.ecosystem !== '') tests.push((row) => texts[packages.ecosystem[row] ?? -1] === wanted.ecosystem);
    if (wanted.check !== '' || wanted.outcome !== '') {
      tests.push(listTest(packages.findings, lists.findings, (numbers) => this.#isFound(numbers, wanted)));
    }
    if (wanted.scope !== '' || wanted.lockfile !== '') {
      tests.push(
        listTest(packages.places, lists.places, (places) => places.some((place) => this.#isPlace(place, wanted))),
      );
    }
    return [...tests, ...wanted.words.map((word) => this.#wordTest(word))];
  }

  #isFound(numbers: readonly number[], { check, outcome }: Wanted): boolean {
    const { findings, codes, texts } = this.#packages.data;
    return numbers.some((number) => {
      const form = findings[number];
      if (form === undefined) return false;
      const isCheck = check === '' || texts[codes[form[0]]?.[0] ?? -1] === check;
      return isCheck && (outcome === '' || outcomes[form[1]] === outcome);
    });
  }

  #isPlace([lockfile, scope]: readonly [number, number, ...unknown[]], wanted: Wanted): boolean {
    const { lockfiles, texts } = this.#packages.data;
    const isFile = wanted.lockfile === '' || texts[lockfiles[lockfile] ?? -1] === wanted.lockfile;
    return isFile && (wanted.scope === '' || texts[scope] === wanted.scope);
  }

  /** A word is in the package's names, or in anything that is said about it. */
  #wordTest(word: string): Test {
    const { data } = this.#packages;
    const { packages, lists } = data;
    const names = this.#names;
    const hits = this.#lowered.map((text) => text.includes(word));
    const isHit = (index: number) => hits[index] === true;
    const code = data.codes.map(([check, name]) => isHit(check) || isHit(name));
    const finding = data.findings.map(([number, , detail, file, phase, excerpt]) => {
      return code[number] === true || [detail, file, phase, excerpt].some(isHit);
    });
    const digests = digestHits(data.digests, word);
    const tests: Test[] = [
      (row) => names[row]?.includes(word) === true,
      (row) => isHit(packages.source[row] ?? -1),
      listTest(packages.findings, lists.findings, (list) => list.some((number) => finding[number] === true)),
      listTest(packages.files, lists.files, (list) =>
        list.some(([name, platform, url]) => [name, platform, url].some(isHit)),
      ),
      listTest(packages.places, lists.places, (list) =>
        list.some(([file, , path, aliases]) => isHit(data.lockfiles[file] ?? -1) || isHit(path) || aliases.some(isHit)),
      ),
      listTest(packages.vouchers, lists.vouchers, (list) =>
        list.some(([, facts]) => facts.some(([, value]) => isHit(value))),
      ),
      ...(digests === null
        ? []
        : [(row: number) => packages.digests[row]?.some((digest) => digests.has(digest)) === true]),
    ];
    return (row) => tests.some((test) => test(row));
  }

  #nameOf(row: number): string {
    const name = this.#packages.name(row);
    const version = this.#packages.version(row);
    return `${name}@${version} ${name} ${version} ${this.#packages.id(row)}`.toLowerCase();
  }
}

/** Packages that share a list share the answer. */
function listTest<T>(column: readonly number[], lists: readonly T[], test: (list: T) => boolean): Test {
  const answers = new Map<number, boolean>();
  return (row) => {
    const number = column[row] ?? -1;
    const known = answers.get(number);
    if (known !== undefined) return known;
    const list = lists[number];
    const answer = list !== undefined && test(list);
    answers.set(number, answer);
    return answer;
  };
}

const shortestDigest = 8;

/** Digests that begin with this hex; null for a word that cannot be one. */
function digestHits(digests: readonly string[], word: string): ReadonlySet<number> | null {
  const [, algorithm = '', hex = ''] = /^(?:(md5|sha1|sha256|sha384|sha512)[:-])?([0-9a-f]+)$/.exec(word) ?? [];
  if (hex.length < shortestDigest) return null;
  // Three hex digits are two characters of base64; what is left over is not compared.
  const whole = hex.slice(0, hex.length - (hex.length % 6));
  const start = btoa(String.fromCharCode(...(whole.match(/../g) ?? []).map((byte) => parseInt(byte, 16))));
  const index = (packedAlgorithms as readonly string[]).indexOf(algorithm);
  const found = new Set<number>();
  digests.forEach((digest, number) => {
    if (digest.startsWith(start, 1) && (index < 0 || digest.startsWith(String(index)))) found.add(number);
  });
  return found;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
