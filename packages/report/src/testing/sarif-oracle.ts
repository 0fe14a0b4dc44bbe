/** What viewers of SARIF would make of a log: links and placeholders in messages, and addresses that are not ours. */

import { markdownProblems } from './markdown-oracle.js';

/** Of a log whose own addresses are `ours`. */
export function sarifProblemsBeside(harmless: readonly string[]): (log: string) => readonly string[] {
  const ours = new Set(harmless.flatMap((log) => textsOf(JSON.parse(log), 'uri').filter(isAbsolute)));
  return (log) => {
    const parsed = JSON.parse(log) as unknown;
    return [
      ...textsOf(parsed, 'text').flatMap(messageProblems),
      ...textsOf(parsed, 'markdown').flatMap((text) => markdownProblems(withoutHelp(text))),
      ...textsOf(parsed, 'uri')
        .filter((uri) => isAbsolute(uri) && !ours.has(uri))
        .map((uri) => `address: ${uri}`),
      ...textsOf(parsed, 'uri')
        .filter((uri) => !/^[\w.~!$&'()*+,;=:@%/?#-]*$/u.test(uri))
        .map((uri) => `no URI: ${uri}`),
    ];
  };
}

/** The one link that rules have: to the README of their check. */
function withoutHelp(markdown: string): string {
  return markdown.replace(
    /\[What `[a-z-]+` proves, and what it cannot\]\(https:\/\/assay\.example\/checks\/[a-z-]+\)$/u,
    'link',
  );
}

/** §3.11.6 embedded links, §3.11.5 placeholders, and what nobody can see. */
function messageProblems(text: string): readonly string[] {
  return [
    ...(text.includes('](') ? [`link: ${text}`] : []),
    ...(/\{\d+\}/u.test(text) ? [`placeholder: ${text}`] : []),
    ...(/[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text)
      ? [`invisible: ${JSON.stringify(text)}`]
      : []),
  ];
}

/** With a scheme, or with a host. A lockfile with an absolute path is a file of this machine, and no other's; what a
 * check proves stands on a page of ours, whatever it is called. */
function isAbsolute(uri: string): boolean {
  const isOurs = /^(?:file:\/\/\/(?!\/)|https:\/\/assay\.example\/checks\/[^/]*$)/u.test(uri);
  return !isOurs && /^[a-z][a-z0-9+.-]*:|^\/\//iu.test(uri);
}

/** Every text under this member name, however deep; `uri` stands for every name that ends so. */
function textsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string'
      ? key === name || key.toLowerCase().endsWith(name)
        ? [member]
        : []
      : textsOf(member, name),
  );
}
