/** What a strict XML parser finds in a report: elements and attributes that are not ours. */

import { SaxesParser } from 'saxes';

/** A judge that knows what is ours from documents in which every text is harmless. */
export function xmlProblemsBeside(harmless: readonly string[]): (document: string) => readonly string[] {
  const ours = new Set(harmless.flatMap((document) => read(document).names));
  return (document) => {
    const { names, problems, texts } = read(document);
    const invisible = texts.filter((text) => /[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text));
    return [
      ...problems,
      ...names.filter((name) => !ours.has(name)).map((name) => `element or attribute: ${name}`),
      ...invisible.map((text) => `invisible: ${JSON.stringify(text)}`),
    ];
  };
}

interface Found {
  readonly names: string[];
  readonly texts: string[];
  readonly problems: string[];
}

function read(document: string): Found {
  const found: Found = { names: [], texts: [], problems: [] };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => found.problems.push(message));
  parser.on('opentag', ({ name, attributes }) => {
    found.names.push(name, ...Object.keys(attributes).map((attribute) => `${name} ${attribute}`));
    found.texts.push(...Object.values(attributes).map(({ value }) => value));
  });
  parser.on('text', (text) => found.texts.push(text));
  for (const kind of ['comment', 'cdata', 'processinginstruction', 'doctype'] as const) {
    parser.on(kind, () => found.problems.push(kind));
  }
  parser.write(document).close();
  return found;
}
