/** Cuts a document to a length by leaving things out, never through the middle of one. */

/** One way to write a block. */
export interface BlockForm {
  readonly text: string;
  /** Packages that it names. */
  readonly packages: number;
}

/** A part of a document. */
export interface Block {
  /** Packages that its longest form names. */
  readonly packages: number;
  /** From the shortest to the longest: at least one. */
  readonly forms: readonly (() => BlockForm)[];
  /** Its shortest form is there, whatever else is not. */
  readonly isRequired?: true;
}

/** What became of the blocks. */
export interface Fitted {
  /** In the order of the blocks, of those that are there. */
  readonly texts: readonly string[];
  readonly hiddenBlocks: number;
  readonly hiddenPackages: number;
}

interface Slot {
  readonly block: Block;
  form: BlockForm | null;
  bytes: number;
  isFull: boolean;
}

/** Between two blocks. */
const separator = 2;

/**
 * The blocks in at most `maxBytes` bytes of UTF-8, two bytes between them included: first the required ones, then the shortest form of
 * each in order, then the next longer form of each in order, and so on, as long as there is space. So the first blocks lose last,
 * and a long one takes nothing from what is short.
 */
export function fitBlocks(blocks: readonly Block[], maxBytes: number): Fitted {
  const slots = blocks.map((block): Slot => ({ block, form: null, bytes: 0, isFull: false }));
  let left = maxBytes;
  for (const slot of slots) if (slot.block.isRequired === true) left -= grow(slot, 0, left);
  for (const slot of slots) if (slot.form === null) left -= grow(slot, 0, left);
  const rounds = Math.max(0, ...blocks.map(({ forms }) => forms.length));
  for (let round = 1; round < rounds; round++) {
    for (const slot of slots) if (slot.form !== null) left -= grow(slot, round, left);
  }
  return summarise(slots);
}

/** Puts a form in place of the shorter one, if there is space; returns the bytes that it takes more. */
function grow(slot: Slot, index: number, left: number): number {
  const make = slot.block.forms[index];
  if (make === undefined || slot.isFull) return 0;
  const form = make();
  const bytes = utf8Length(form.text) + separator;
  const more = bytes - slot.bytes;
  const isFirst = index === 0 && slot.block.isRequired === true;
  if (more > left && !isFirst) {
    slot.isFull = true;
    return 0;
  }
  slot.form = form;
  slot.bytes = bytes;
  return more;
}

function summarise(slots: readonly Slot[]): Fitted {
  const hidden = slots.map(({ block, form }) => Math.max(0, block.packages - (form?.packages ?? 0)));
  return {
    texts: slots.flatMap(({ form }) => (form === null ? [] : [form.text])),
    hiddenBlocks: slots.filter(({ form }) => form === null).length,
    hiddenPackages: hidden.reduce((sum, n) => sum + n, 0),
  };
}

/** Bytes of a text in UTF-8. Never fewer than its characters, however those are counted. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
