const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** Which prefixes stand for which namespaces in an element: what it declares itself, and what is declared above it. */
export interface NamespaceScope {
  readonly above: NamespaceScope | null;
  readonly declared: ReadonlyMap<string, string>;
}

/** The namespace of a prefix; of no prefix (the empty text) none unless one is declared. Undefined where nothing binds the prefix. */
export function namespaceOf(prefix: string, scope: NamespaceScope | null): string | undefined {
  for (let at = scope; at !== null; at = at.above) {
    const uri = at.declared.get(prefix);
    if (uri !== undefined) return uri;
  }
  if (prefix === '') return '';
  return prefix === 'xml' ? xmlNamespace : undefined;
}

/** Whether a prefix may be declared so (Namespaces in XML 1.0 §3): `xml` and `xmlns` are taken, and only the default may be undone. */
export function isDeclarable(prefix: string, uri: string): boolean {
  if (prefix === 'xmlns' || uri === xmlnsNamespace) return false;
  if (prefix === 'xml' || uri === xmlNamespace) return prefix === 'xml' && uri === xmlNamespace;
  return prefix === '' || uri !== '';
}
