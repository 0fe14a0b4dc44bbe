/** Console blocks of a document, held against what a program really prints. */

/**
 * What of a document's console blocks is not in the output: one entry for each block that differs. A line `…` stands for left-out lines.
 * Digests, ports, times and days differ from run to run and count as equal.
 */
export function untrueBlocks(markdown: string, output: string): readonly string[] {
  const printed = plain(output);
  return consoleBlocks(markdown).filter((block) => !isPrinted(plain(block), printed));
}

/** The text of each block marked `console`. */
export function consoleBlocks(markdown: string): readonly string[] {
  return markdown
    .split(/^```/m)
    .filter((part, index) => index % 2 === 1 && part.startsWith('console\n'))
    .map((part) => part.slice('console\n'.length));
}

function isPrinted(block: string, output: string): boolean {
  let at = 0;
  for (const part of block.split('\n…\n')) {
    const found = output.indexOf(part.trim(), at);
    if (found === -1) return false;
    at = found + part.trim().length;
  }
  return true;
}

function plain(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/\b[0-9a-f]{12,}\b/g, 'HEX')
    .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:]+Z)?/g, 'TIME')
    .replaceAll(/\bruby\/\d+\.\d+\.\d+/g, 'ruby/ABI')
    .replaceAll(/\bbundler \d+\.\d+\.\d+/g, 'bundler VERSION')
    .replaceAll(/ in \d+m?s$/gm, ' in a while')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n+(?=\$ )/g, '\n');
}
