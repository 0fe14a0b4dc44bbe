/** What a browser's parser makes of a report: the elements, attributes, addresses and code that are not ours. */

import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What stands in a page beside its text. */
interface Skeleton {
  /** Names of elements, and of attributes with the element that has them. */
  readonly names: ReadonlySet<string>;
  /** Each script and style whole, but data. */
  readonly code: ReadonlySet<string>;
  /** Attributes with values that none of ours has. */
  readonly strange: readonly string[];
}

/** A judge that knows what is ours from pages in which every text is harmless. */
export function htmlProblemsBeside(harmless: readonly string[]): (page: string) => readonly string[] {
  const known = harmless.map(skeletonOf);
  const names = new Set(known.flatMap((skeleton) => [...skeleton.names]));
  const code = new Set(known.flatMap((skeleton) => [...skeleton.code]));
  return (page) => {
    const found = skeletonOf(page);
    return [
      ...[...found.names].filter((name) => !names.has(name)).map((name) => `element or attribute: ${name}`),
      ...[...found.code].filter((text) => !code.has(text)).map((text) => `code: ${text.slice(0, 200)}`),
      ...found.strange,
      ...hiddenIn(page),
    ];
  };
}

/** The page's own data uses private characters as marks; foreign ones are shown as `\u{…}` there too. */
function hiddenIn(page: string): readonly string[] {
  const strange = /[^\P{C}\n\u{e000}-\u{f8ff}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.exec(page);
  return strange === null ? [] : [`invisible: U+${(strange[0].codePointAt(0) ?? 0).toString(16)}`];
}

function skeletonOf(page: string): Skeleton {
  const names = new Set<string>();
  const code = new Set<string>();
  const strange: string[] = [];
  walk(parse(page), (element) => {
    names.add(element.tagName);
    for (const { name, value } of element.attrs) {
      names.add(`${element.tagName} ${name}`);
      if (!isOurs(name, value)) strange.push(`${element.tagName} ${name}=${value}`);
    }
    if (element.tagName === 'script' || element.tagName === 'style') readCode(element, code);
  });
  return { names, code, strange };
}

/** Nothing that loads, sends or runs; places of the page alone; classes are words. */
function isOurs(name: string, value: string): boolean {
  if (name === 'href') return value.startsWith('#');
  if (name === 'class') return /^[a-z0-9 -]*$/u.test(value);
  return !/^(?:on|src|srcset|action|formaction|style|ping|poster|background|xlink)/u.test(name);
}

/** Data must be JSON; anything that runs must be ours. */
function readCode(element: Element, code: Set<string>): void {
  const text = element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  const type = element.attrs.find(({ name }) => name === 'type')?.value;
  if (type === 'application/json') JSON.parse(text);
  else code.add(text);
}

function walk(node: Node, tell: (element: Element) => void): void {
  if ('tagName' in node) tell(node);
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, tell);
}
