/** How a stream may be written to: colours and width. */

import type { Terminal } from './terminal.js';

/** Colours and columns of an output stream. */
export interface TerminalStyle {
  readonly color: boolean;
  readonly width: number;
}

const widest = 120;

/** NO_COLOR (no-color.org) and FORCE_COLOR decide first, then whether the stream is a terminal. */
export function terminalStyle({ env }: Terminal, stream: NodeJS.WriteStream): TerminalStyle {
  const tty = stream.isTTY;
  return { color: wantsColor(env, tty), width: Math.max(40, Math.min(widest, tty ? stream.columns : 100)) };
}

function wantsColor(env: Terminal['env'], tty: boolean): boolean {
  const set = (name: string) => env[name] !== undefined && env[name] !== '';
  if (set('NO_COLOR')) return false;
  if (set('FORCE_COLOR')) return env['FORCE_COLOR'] !== '0';
  return tty && env['TERM'] !== 'dumb';
}
