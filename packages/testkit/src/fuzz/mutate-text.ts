/** Changes of text that keep its words whole, so that what comes out is nearly the language. */

import type { Random } from '../random.js';

/** What readers stumble over: keys of prototypes, control characters, directions, numbers, signs of JSON, YAML and INI. */
const oddities = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '"__proto__"', '__proto__: ', 'length'],
  ...['\0', '\u0001', '\u001b[2J', '\u007f', '\u0085', '\u2028', '\ufeff', '\u202e', '\r', '\r\n', '\t', '\n', '\n\n'],
  ...['\ud800', '\\ud800', '\\u0000', 'e\u0301', '\u{1f4a9}', '\u00a0', '\u0130'],
  ...['0', '-1', '1e999', '9007199254740993', '18446744073709551616', '0x10', '00', '1.10', '-0', 'NaN'],
  ...['null', 'true', '~', '""', "''", '"', "'", '\\', '{}', '[]', '{', '}', '[', ']', ',', ':', ': ', '- ', '? '],
  ...[
    '&a ',
    '*a',
    '!!binary ',
    '<<: ',
    '|\n',
    '# ',
    '---\n',
    '...\n',
    '%',
    '@',
    '/',
    '//',
    '/*',
    '../',
    '..',
    '.',
    '|',
  ],
  ...['=', '!', '^', '~>', '>=', '*', ' ', '  ', '    ', '(', ')', ';', '$', '${A}', '%2e', '%00', 'file:', 'http://'],
  ...['git+ssh://git@host.example/a', 'https://a:b@host.example/', 'sha1-', 'sha512-AAAA', 'sha256=', 'x'.repeat(300)],
];

type TextChange = (random: Random, text: string, other: string) => string;

const changes: readonly TextChange[] = [
  duplicateLine,
  dropLine,
  swapLines,
  borrowLine,
  changeIndentation,
  duplicateToken,
  dropToken,
  swapTokens,
  swapTokens,
  replaceToken,
  replaceToken,
  borrowToken,
  borrowToken,
  insertOddity,
  changeCharacter,
  repeatLine,
  cutOff,
];

/** The text with one change; `other` is what lines and words are borrowed from. May hold lone surrogates. */
export function mutateText(random: Random, text: string, other: string): string {
  return random.pick(changes)(random, text, other);
}

function onLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function duplicateLine(random: Random, text: string): string {
  return onLines(text, (lines) => {
    lines.splice(random.below(lines.length + 1), 0, random.pick(lines));
  });
}

function dropLine(random: Random, text: string): string {
  return onLines(text, (lines) => {
    lines.splice(random.below(lines.length), 1 + random.below(3));
  });
}

function swapLines(random: Random, text: string): string {
  return onLines(text, (lines) => {
    swap(random, lines);
  });
}

function borrowLine(random: Random, text: string, other: string): string {
  return onLines(text, (lines) => {
    lines.splice(random.below(lines.length + 1), random.below(2), random.pick(other.split('\n')));
  });
}

function changeIndentation(random: Random, text: string): string {
  return onLines(text, (lines) => {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    lines[at] = random.pick([` ${line}`, `  ${line}`, `\t${line}`, line.trimStart(), line.slice(1), `${line} `]);
  });
}

/** One line many times over, as a list that is too long. */
function repeatLine(random: Random, text: string): string {
  return onLines(text, (lines) => {
    const at = random.below(lines.length);
    lines.splice(at, 0, ...Array.from({ length: 1 + random.below(12) }, () => lines[at] ?? ''));
  });
}

/** Words, numbers, white space of one kind, and each sign by itself. */
const token = /[\p{L}\p{N}_]+|[ \t]+|[^\p{L}\p{N}_ \t]/gsu;

function tokensOf(text: string): string[] {
  return text.match(token) ?? [''];
}

function onTokens(text: string, change: (tokens: string[]) => void): string {
  const tokens = tokensOf(text);
  change(tokens);
  return tokens.join('');
}

function duplicateToken(random: Random, text: string): string {
  return onTokens(text, (tokens) => {
    const start = random.below(tokens.length);
    tokens.splice(start, 0, ...tokens.slice(start, start + 1 + random.below(6)));
  });
}

function dropToken(random: Random, text: string): string {
  return onTokens(text, (tokens) => {
    tokens.splice(random.below(tokens.length), 1 + random.below(3));
  });
}

function swapTokens(random: Random, text: string): string {
  return onTokens(text, (tokens) => {
    swap(random, tokens);
  });
}

function replaceToken(random: Random, text: string): string {
  return onTokens(text, (tokens) => {
    tokens[random.below(tokens.length)] = random.pick(oddities);
  });
}

/** A word that means something elsewhere in place of one that means something here. */
function borrowToken(random: Random, text: string, other: string): string {
  return onTokens(text, (tokens) => {
    const words = tokensOf(other).filter((word) => word.trim() !== '');
    const places = [...tokens.keys()].filter((at) => tokens[at]?.trim() !== '');
    if (words.length > 0 && places.length > 0) tokens[random.pick(places)] = random.pick(words);
  });
}

function insertOddity(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(oddities) + text.slice(at);
}

function changeCharacter(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + String.fromCharCode(random.below(128)) + text.slice(at + 1);
}

function cutOff(random: Random, text: string): string {
  return text.slice(0, random.below(text.length + 1));
}

function swap(random: Random, list: string[]): void {
  const [a, b] = [random.below(list.length), random.below(list.length)];
  [list[a], list[b]] = [list[b] ?? '', list[a] ?? ''];
}
