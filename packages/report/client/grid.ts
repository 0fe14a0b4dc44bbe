/** The table of packages: only the rows in view are elements. */

import { make } from './dom.js';

export interface GridOptions {
  readonly grid: HTMLElement;
  readonly viewport: HTMLElement;
  readonly canvas: HTMLElement;
  /** The cells of a package; the first button in them is what the keyboard moves between. */
  readonly cells: (row: number) => readonly HTMLElement[];
  readonly className: (row: number) => string;
  readonly open: (row: number) => void;
}

/** Rows that are kept ready above and below the view. */
const spare = 6;

/** Shows rows of a list at one height each. */
export class Grid {
  readonly #options: GridOptions;
  readonly #shown = new Map<number, HTMLElement>();
  #rows: readonly number[] = [];
  #active = 0;
  #height = 0;
  #isWaiting = false;

  constructor(options: GridOptions) {
    this.#options = options;
    const { viewport, canvas } = options;
    viewport.addEventListener('scroll', () => this.#soon(), { passive: true });
    canvas.addEventListener('keydown', (event) => this.#onKey(event));
    canvas.addEventListener('click', (event) => this.#onClick(event));
    canvas.addEventListener('focusin', (event) => this.#onFocus(event));
    new ResizeObserver(() => this.#resize()).observe(viewport);
  }

  get rows(): readonly number[] {
    return this.#rows;
  }

  /** Shows these packages from the first on. */
  show(rows: readonly number[]): void {
    this.#rows = rows;
    this.#active = 0;
    this.#options.grid.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#options.viewport.scrollTop = 0;
    this.#layOut();
  }

  /** Brings the package at this position into view and puts the keyboard on it. */
  focus(position: number): void {
    if (this.#rows.length === 0) return;
    this.#active = Math.max(0, Math.min(position, this.#rows.length - 1));
    this.#reveal(this.#active);
    this.#render();
    buttonOf(this.#shown.get(this.#active))?.focus({ preventScroll: true });
  }

  /** The row height follows the style and the user's font. */
  #layOut(): void {
    const { canvas, viewport } = this.#options;
    this.#clear();
    this.#height = this.#measure();
    canvas.style.height = `${String(this.#height * this.#rows.length)}px`;
    viewport.classList.toggle('is-empty', this.#rows.length === 0);
    this.#render();
  }

  #resize(): void {
    const height = this.#measure();
    if (height !== this.#height) {
      const top = this.#height === 0 ? 0 : this.#options.viewport.scrollTop / this.#height;
      this.#layOut();
      this.#options.viewport.scrollTop = top * this.#height;
    }
    this.#render();
  }

  #measure(): number {
    const probe = make('div', { class: 'row', 'aria-hidden': 'true' }, '\u00a0');
    this.#options.canvas.append(probe);
    const { height } = probe.getBoundingClientRect();
    probe.remove();
    return height > 0 ? height : 40;
  }

  #soon(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#render();
    });
  }

  #range(): readonly [number, number] {
    const { viewport } = this.#options;
    const first = Math.floor(viewport.scrollTop / this.#height) - spare;
    const last = Math.ceil((viewport.scrollTop + viewport.clientHeight) / this.#height) + spare;
    return [Math.max(0, first), Math.min(this.#rows.length, last)];
  }

  /** The row that has the keyboard stays, however far it is scrolled away. */
  #render(): void {
    const [first, last] = this.#range();
    for (const [position, element] of this.#shown) {
      const isKept = position === this.#active && element.contains(document.activeElement);
      if ((position < first || position >= last) && !isKept) this.#drop(position, element);
    }
    for (let position = first; position < last; position += 1) if (!this.#shown.has(position)) this.#add(position);
    this.#setTabStop(first, last);
  }

  /** Tab leads to the active row, or to the first one in view where that is scrolled away. */
  #setTabStop(first: number, last: number): void {
    const stop = this.#shown.has(this.#active) ? this.#active : Math.min(first + spare, last - 1);
    for (const [position, element] of this.#shown)
      buttonOf(element)?.setAttribute('tabindex', position === stop ? '0' : '-1');
  }

  #add(position: number): void {
    const row = this.#rows[position];
    if (row === undefined) return;
    const { canvas, cells, className } = this.#options;
    const attributes = { role: 'row', class: `row ${className(row)}`, 'aria-rowindex': String(position + 2) };
    const element = make('div', attributes, cells(row));
    element.dataset['position'] = String(position);
    element.style.transform = `translateY(${String(position * this.#height)}px)`;
    this.#shown.set(position, element);
    const next = [...canvas.children].find(
      (child) => child instanceof HTMLElement && Number(child.dataset['position']) > position,
    );
    canvas.insertBefore(element, next ?? null);
  }

  #drop(position: number, element: HTMLElement): void {
    this.#shown.delete(position);
    element.remove();
  }

  #clear(): void {
    for (const [position, element] of this.#shown) this.#drop(position, element);
  }

  #reveal(position: number): void {
    const { viewport } = this.#options;
    const top = position * this.#height;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    const bottom = top + this.#height - viewport.clientHeight;
    if (bottom > viewport.scrollTop) viewport.scrollTop = bottom;
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#options.viewport.clientHeight / this.#height) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.focus(this.#active + step);
  }

  #onClick(event: Event): void {
    const position = positionOf(event);
    const row = this.#rows[position ?? -1];
    if (position === null || row === undefined) return;
    this.#active = position;
    this.#options.open(row);
  }

  #onFocus(event: Event): void {
    const position = positionOf(event);
    if (position !== null) this.#active = position;
  }
}

function positionOf(event: Event): number | null {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-position]') : null;
  return element === null ? null : Number(element.dataset['position']);
}

function buttonOf(element: HTMLElement | undefined): HTMLButtonElement | null {
  return element?.querySelector('button') ?? null;
}
