/** Keys, as Chrome's protocol wants them. */

import type { Fields } from './devtools-pipe.js';

/** Windows virtual key codes, which decide what a key does by itself. */
const codes: ReadonlyMap<string, number> = new Map([
  ['Tab', 9],
  ['Enter', 13],
  ['Escape', 27],
  [' ', 32],
  ['PageUp', 33],
  ['PageDown', 34],
  ['End', 35],
  ['Home', 36],
  ['ArrowUp', 38],
  ['ArrowDown', 40],
]);

const texts: ReadonlyMap<string, string> = new Map([['Enter', '\r']]);

/** Parameters of `Input.dispatchKeyEvent`. */
export function keyEvent(type: 'keyDown' | 'keyUp', wanted: string): Fields {
  const isShifted = wanted.startsWith('Shift+');
  const key = isShifted ? wanted.slice('Shift+'.length) : wanted;
  const code = codes.get(key) ?? key.toUpperCase().charCodeAt(0);
  const text = texts.get(key) ?? (key.length === 1 ? key : '');
  const isText = type === 'keyDown' && text !== '';
  return {
    type: type === 'keyDown' && !isText ? 'rawKeyDown' : type,
    key,
    windowsVirtualKeyCode: code,
    modifiers: isShifted ? 8 : 0,
    ...(isText ? { text } : {}),
  };
}
