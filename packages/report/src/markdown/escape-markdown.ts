/** The one way by which foreign text reaches Markdown: job summaries, comments (THREATS row 36). */

import { escapeTerminal } from '../terminal/escape-terminal.js';

/** Longest piece of foreign text that is shown whole, in code points. */
const longestField = 500;

/**
 * One line of Markdown that shows this text and nothing more, in any inline place: paragraph, list item, table cell; never inside a
 * block of HTML. Plain words stay; all else stands in code spans, the one place where neither CommonMark nor GitHub's and GitLab's
 * passes over the finished page (links, mentions, references, emoji, mathematics, quick actions) look: entities and backslashes
 * do not keep a mention from being one. What nobody can see comes out as `\u{…}`, as on terminals. Text of more than `longest` code
 * points is cut and ends with `…`.
 */
export function escapeMarkdown(text: string, longest = longestField): string {
  return escapeTerminal(text, longest)
    .split(quotedCode)
    .map((piece, index) => (index % 2 === 1 ? codeSpans(piece) : escapeWords(piece)))
    .join('')
    .trim();
}

/** Our own sentences, and those of others, name things between backticks: they stay code, on its own between spaces or in brackets. */
const quotedCode = /(?<=^| |(?:^| )\()`([^`]*[^` ][^`]*)`(?=$|[ .,;:)])/u;

/**
 * This text, and nothing else, as code: names and places. A backtick, which would end the span, comes out as `\u{60}`; a pipe stands
 * between two spans, because tables see it even inside of one. Empty for the empty text.
 */
export function markdownCode(text: string, longest = longestField): string {
  return codeSpans(escapeTerminal(text, longest));
}

function codeSpans(shown: string): string {
  return shown.replaceAll('`', '\\u{60}').split('|').map(codeSpan).join('\\|');
}

/** CommonMark takes one space off both ends where both have one, and knows no span of nothing. */
function codeSpan(text: string): string {
  if (text === '') return '';
  return text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '' ? `\` ${text} \`` : `\`${text}\``;
}

/** Neighbours that are code stand in one span. Spaces at the ends stay, and others are one: pages show no more. */
function escapeWords(text: string): string {
  const groups: { readonly isCode: boolean; readonly words: string[] }[] = [];
  for (const word of text.split(/ +/u)) {
    const isCode = isRisky(word);
    const last = groups.at(-1);
    if (last?.isCode === isCode) last.words.push(word);
    else groups.push({ isCode, words: [word] });
  }
  return groups.map(({ isCode, words }) => (isCode ? codeInSentence(words.join(' ')) : words.join(' '))).join(' ');
}

/** The punctuation of the sentence is no part of what it names: nobody copies a digest with the comma behind it. */
function codeInSentence(text: string): string {
  const open = text.startsWith('(') && countOf(text, '(') > countOf(text, ')') ? '(' : '';
  const inside = text.slice(open.length);
  let end = inside.length;
  while (end > 0 && isSentenceEnd(inside.slice(0, end))) end -= 1;
  return `${open}${codeSpans(inside.slice(0, end))}${inside.slice(end)}`;
}

/** A bracket that closes nothing in here belongs to the sentence. */
function isSentenceEnd(text: string): boolean {
  return text.endsWith(')') ? countOf(text, ')') > countOf(text, '(') : /[.,;:]$/u.test(text);
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}

function isRisky(word: string): boolean {
  return word !== '' && word !== '·' && word !== '(' && (!plainWord.test(word) || linkLike.test(word));
}

/** Letters, with hyphens and apostrophes inside; or a short number; in plain punctuation that starts nothing in Markdown. */
const plainWord = /^[("“‘]{0,2}(?:[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*[)"”’]{0,2}[.,;:?!]?|[0-9]{1,6}[,;]?)$/u;

/** What becomes a link all the same: GitHub's extension needs no more than `www.`, and what may be a commit is one, should there be one. */
const linkLike = /^[("“‘]*(?:www|[0-9a-f]{7,40}[)"”’.,;:?!]*$)/iu;
