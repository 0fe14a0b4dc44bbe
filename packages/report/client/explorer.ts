/** Search, filters, table and the view of one package, put together. */

import { count, figure, find, make } from './dom.js';
import { Filter, type Wanted } from './filter.js';
import { Grid } from './grid.js';
import { packageView } from './package-view.js';
import type { Decision, Packages } from './packages.js';
import { prepareFields } from './fields.js';
import { Order, type SortKey } from './order.js';
import { paperTable } from './paper.js';
import { decisionMarks, decisionNames, isLookalike, placeText, scopeText, whyText } from './words.js';

const selects = ['check', 'outcome', 'scope', 'ecosystem', 'lockfile'] as const;

export class Explorer {
  readonly #packages: Packages;
  readonly #filter: Filter;
  readonly #order: Order;
  readonly #grid: Grid;
  readonly #dialog = find('package', HTMLDialogElement);
  readonly #search = find('search', HTMLInputElement);
  readonly #address = new AddressBar();
  #open = -1;

  constructor(packages: Packages) {
    this.#packages = packages;
    this.#filter = new Filter(packages);
    this.#order = new Order(packages);
    this.#grid = new Grid({
      grid: find('grid', HTMLElement),
      viewport: find('viewport', HTMLElement),
      canvas: find('canvas', HTMLElement),
      cells: (row) => this.#cells(row),
      className: (row) => `is-${packages.decision(row)}`,
      open: (row) => this.#show(row),
    });
  }

  start(): void {
    prepareFields(this.#packages);
    find('explorer', HTMLElement).hidden = false;
    this.#listen();
    this.#listenToKeys();
    this.#listenToPrinter();
    void this.#refresh().then(() => {
      this.#openLinked();
      return this.#filter.prepare();
    });
  }

  #listen(): void {
    this.#search.addEventListener('input', () => void this.#refresh());
    for (const id of selects) find(id, HTMLSelectElement).addEventListener('change', () => void this.#refresh());
    for (const chip of chips()) chip.addEventListener('change', () => void this.#refresh());
    find('reset', HTMLButtonElement).addEventListener('click', () => this.#reset());
    for (const tile of document.querySelectorAll<HTMLElement>('[data-decision]')) {
      tile.addEventListener('click', () => this.#only(tile.dataset['decision'] ?? ''));
    }
    for (const head of document.querySelectorAll<HTMLElement>('[data-sort]')) {
      head.addEventListener('click', () => this.#sort(head.dataset['sort'] === 'name' ? 'name' : 'decision'));
    }
    find('previous', HTMLButtonElement).addEventListener('click', () => this.#step(-1));
    find('next', HTMLButtonElement).addEventListener('click', () => this.#step(1));
    find('close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => this.#closed());
  }

  #listenToKeys(): void {
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || isTyping || this.#dialog.open) return;
      event.preventDefault();
      this.#search.focus();
    });
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        this.#grid.focus(0);
      } else if (event.key === 'Escape' && this.#search.value !== '') {
        event.preventDefault();
        this.#search.value = '';
        void this.#refresh();
      }
    });
  }

  #wanted(): Wanted {
    const value = (id: (typeof selects)[number]) => find(id, HTMLSelectElement).value;
    const words = this.#search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const decisions = new Set(
      chips()
        .filter((chip) => chip.checked)
        .map((chip) => chip.value as Decision),
    );
    return {
      words,
      decisions,
      check: value('check'),
      outcome: value('outcome'),
      scope: value('scope'),
      ecosystem: value('ecosystem'),
      lockfile: value('lockfile'),
    };
  }

  async #refresh(): Promise<void> {
    const wanted = this.#wanted();
    const rows = await this.#filter.rows(this.#order.rows, wanted);
    if (rows === null) return;
    this.#grid.show(rows);
    const all = this.#packages.size;
    const isAll = rows.length === all;
    find('hits', HTMLElement).textContent = isAll
      ? count(all, 'package')
      : `${figure(rows.length)} of ${count(all, 'package')}`;
    const { words, decisions, ...others } = wanted;
    const isFiltered = words.length > 0 || decisions.size > 0 || Object.values(others).some((value) => value !== '');
    find('reset', HTMLButtonElement).hidden = !isFiltered;
  }

  #reset(): void {
    this.#clear();
    this.#search.focus();
    void this.#refresh();
  }

  #clear(): void {
    this.#search.value = '';
    for (const id of selects) find(id, HTMLSelectElement).value = '';
    for (const chip of chips()) chip.checked = false;
  }

  #only(decision: string): void {
    this.#clear();
    for (const chip of chips()) chip.checked = chip.value === decision;
    void this.#refresh();
  }

  #sort(key: SortKey): void {
    this.#order.by(key);
    for (const each of ['decision', 'name'] as const) {
      const state = each !== this.#order.key ? 'none' : this.#order.isDescending ? 'descending' : 'ascending';
      find(`head-${each}`, HTMLElement).setAttribute('aria-sort', state);
    }
    void this.#refresh();
  }

  #cells(row: number): readonly HTMLElement[] {
    const packages = this.#packages;
    const decision = packages.decision(row);
    const name = packages.name(row);
    const version = packages.version(row);
    const risk = isLookalike(`${name}${version}`) ? make('span', { class: 'tag' }, 'non-ASCII') : null;
    const label = [
      make('bdi', { class: 'name' }, name === '' ? '(no name)' : name),
      ' ',
      make('bdi', { class: 'version' }, version),
    ];
    const cell = (kind: string, ...children: readonly (Node | string | null)[]) =>
      make('div', { role: 'gridcell', class: `cell ${kind}` }, children);
    return [
      cell(
        'verdict-cell',
        make('span', { class: 'mark', 'aria-hidden': 'true' }, decisionMarks[decision]),
        ` ${decisionNames[decision]}`,
      ),
      cell('name-cell', make('button', { type: 'button', tabindex: '-1', 'aria-haspopup': 'dialog' }, label), risk),
      cell('why-cell', whyText(packages, row)),
      cell('scope-cell', scopeText(packages, row)),
      cell('place-cell', placeText(packages, row)),
    ];
  }

  #show(row: number): void {
    this.#open = row;
    const body = find('package-body', HTMLElement);
    body.replaceChildren(
      ...packageView(this.#packages, row, { open: (other) => this.#show(other), headingId: 'package-title' }),
    );
    const position = this.#grid.rows.indexOf(row);
    find('position', HTMLElement).textContent =
      position < 0 ? '' : `${figure(position + 1)} of ${figure(this.#grid.rows.length)}`;
    find('previous', HTMLButtonElement).disabled = position <= 0;
    find('next', HTMLButtonElement).disabled = position < 0 || position >= this.#grid.rows.length - 1;
    if (!this.#dialog.open) this.#dialog.showModal();
    body.scrollTop = 0;
    find('package-title', HTMLElement).focus();
    this.#address.set(this.#packages.id(row));
  }

  #step(by: number): void {
    const row = this.#grid.rows[this.#grid.rows.indexOf(this.#open) + by];
    if (row === undefined) return;
    this.#show(row);
    const button = find(by < 0 ? 'previous' : 'next', HTMLButtonElement);
    if (!button.disabled) button.focus();
  }

  /** Back to the row; to the first one where the filters have taken it away. */
  #closed(): void {
    const position = this.#grid.rows.indexOf(this.#open);
    this.#open = -1;
    this.#address.set('');
    this.#grid.focus(Math.max(0, position));
  }

  /** `#pkg%3Anpm%2Fleft-pad%401.3.0`: only compared with what is in the report. */
  #openLinked(): void {
    const wanted = readHash();
    if (!wanted.startsWith('pkg:')) return;
    for (let row = 0; row < this.#packages.size; row += 1) {
      if (this.#packages.id(row) === wanted) {
        this.#show(row);
        return;
      }
    }
  }

  /** On paper: all packages that the filters leave, then the one that is open. */
  #listenToPrinter(): void {
    const paper = find('paper', HTMLElement);
    const prepare = () => {
      const open =
        this.#open < 0 ? [] : [make('div', { class: 'paper-package' }, packageView(this.#packages, this.#open, {}))];
      paper.replaceChildren(...paperTable(this.#packages, this.#grid.rows), ...open);
    };
    window.addEventListener('beforeprint', prepare);
    window.addEventListener('afterprint', () => paper.replaceChildren());
  }
}

function chips(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name="decision"]')];
}

/** Browsers slow pages down that change their address all the time. */
const hashDelayMs = 250;

/** Changes the address once nothing has changed for a while. */
class AddressBar {
  #timer = 0;

  set(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => setHash(text), hashDelayMs);
  }
}

/** Pages opened from files have a history, but not every browser lets them touch it. */
function setHash(text: string): void {
  try {
    history.replaceState(null, '', text === '' ? '#packages' : `#${encodeURIComponent(text)}`);
  } catch {
    // The link is a convenience.
  }
}

function readHash(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}
