/** Changes of JSON values: what comes out is JSON, and nearly what it was. */

import type { Random } from '../random.js';
import { mutateBytes } from './mutate-bytes.js';

type Container = unknown[] | Record<string, unknown>;

/** Where a value stands. */
interface Slot {
  readonly container: Container;
  readonly key: string;
}

const values: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    9007199254740991,
    1e21,
    '',
    ' ',
    'a',
    '0',
    '\0',
    '__proto__',
    '../../a',
    'constructor',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    'https://a:b@host.example/',
    'git+ssh://git@host.example/a',
    'file:a',
    'x'.repeat(500),
  ],
];
const keys = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'a',
  'version',
  'name',
  '0',
  'length',
  '\u0000',
  'node_modules/a',
];
const base64 = /^[A-Za-z0-9+/]{16,}={0,2}$/;

type Change = (random: Random, slot: Slot, others: readonly Slot[]) => void;

const changes: readonly Change[] = [drop, replace, replace, borrow, borrow, exchange, rename, double, changeText];

/** The document with one value changed; null where it is not JSON or holds nothing. */
export function mutateJson(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array | null {
  const [value, borrowed] = [parsed(input), parsed(other)];
  const slots = slotsOf(value);
  if (slots.length === 0) return null;
  random.pick(changes)(random, random.pick(slots), [...slots, ...slotsOf(borrowed)]);
  try {
    return new TextEncoder().encode(JSON.stringify(value, null, random.pick([0, 2])));
  } catch {
    // A value was put into itself.
    return null;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

function slotsOf(value: unknown): readonly Slot[] {
  const slots: Slot[] = [];
  const open = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    const container = item as Container;
    for (const key of Object.keys(container)) {
      slots.push({ container, key });
      open.push(read({ container, key }));
    }
  }
  return slots;
}

/** `__proto__` is a key like any other, as JSON.parse has it. */
function write({ container, key }: Slot, value: unknown): void {
  Object.defineProperty(container, key, { value, enumerable: true, writable: true, configurable: true });
}

function read({ container, key }: Slot): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}

function drop(_random: Random, { container, key }: Slot): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
}

function replace(random: Random, slot: Slot): void {
  write(slot, structuredClone(random.pick(values)));
}

function borrow(random: Random, slot: Slot, others: readonly Slot[]): void {
  write(slot, structuredClone(read(random.pick(others))));
}

function exchange(random: Random, slot: Slot, others: readonly Slot[]): void {
  const other = random.pick(others);
  const [mine, theirs] = [structuredClone(read(slot)), structuredClone(read(other))];
  write(slot, theirs);
  write(other, mine);
}

function rename(random: Random, slot: Slot, others: readonly Slot[]): void {
  const value = read(slot);
  const key = random.below(2) === 0 ? random.pick(keys) : random.pick(others).key;
  if (Array.isArray(slot.container)) return;
  drop(random, slot);
  write({ container: slot.container, key }, value);
}

function double(random: Random, slot: Slot): void {
  const value = structuredClone(read(slot));
  if (Array.isArray(slot.container)) slot.container.push(value);
  else write({ container: slot.container, key: `${slot.key}${random.pick(['2', ' ', ''])}` }, value);
}

/** One character, or one byte of what base64 stands for. */
function changeText(random: Random, slot: Slot): void {
  const text = read(slot);
  if (typeof text !== 'string' || text === '') return;
  if (base64.test(text)) {
    const bytes = Buffer.from(text, 'base64');
    write(slot, Buffer.from(mutateBytes(random, bytes, bytes)).toString('base64'));
    return;
  }
  const at = random.below(text.length);
  write(slot, text.slice(0, at) + random.pick(['', 'a', '0', '/', '@', ':', '\n', '\u202e', '#']) + text.slice(at + 1));
}
