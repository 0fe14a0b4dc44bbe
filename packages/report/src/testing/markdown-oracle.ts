/** What a real Markdown parser (CommonMark and GitHub's extensions) makes of our Markdown: nothing that is not ours. */

import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

/** Parses as GitHub does. */
export function parseGfm(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** What we write ourselves. */
const ours: ReadonlySet<string> = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'strong',
  'inlineCode',
  'code',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
]);
const ourHtml = /^(?:<details>\n<summary>[^<&]*<\/summary>|<\/details>|<!-- [a-z-]+(?::[A-Za-z0-9%_.]*)? -->)$/u;

/** What GitHub or GitLab would turn into something else in text outside of code. */
const active = new RegExp(
  [
    String.raw`[@$_*~^[\]<>&\\{}%]|${'`'}`,
    String.raw`#\w|![0-9]|:[\w+-]+:|:\/\/|www\.|GH-[0-9]|\b[0-9a-f]{7,40}\b`,
    String.raw`(?:^|\n)[/=+#>-]`,
    String.raw`[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}`,
  ].join('|'),
  'iu',
);

/** All problems of a document: what stands in it that is not ours. */
export function markdownProblems(markdown: string): readonly string[] {
  const problems: string[] = [];
  visit(parseGfm(markdown), (node) => {
    if (!ours.has(node.type)) problems.push(`${node.type}: ${JSON.stringify(node).slice(0, 200)}`);
    if (node.type === 'html' && !ourHtml.test(node.value)) problems.push(`html: ${node.value}`);
    if (node.type === 'text' && active.test(node.value)) problems.push(`text: ${node.value}`);
  });
  return problems;
}

/** Every node, parents first. */
export function visit(node: Nodes, tell: (node: Nodes) => void): void {
  tell(node);
  if ('children' in node) for (const child of node.children) visit(child, tell);
}

/** What a reader sees of a paragraph. */
export function seenText(markdown: string): string {
  let seen = '';
  visit(parseGfm(markdown), (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') seen += node.value;
  });
  return seen;
}
