import { tell, type ProblemSink } from '../problem-sink.js';
import { quoted } from '../words.js';

/** The `bom-ref`s of a document and what refers to them. */
export interface RefTable<P> {
  /** `owner` is what has the reference: told of twice, it is still one. */
  readonly define: (ref: string, place: P, owner: object) => void;
  readonly refer: (ref: string, place: P, owner: object) => void;
}

interface Definition<P> {
  readonly place: P;
  readonly owner: object;
}

/** A table with what was found wrong in it, once the document is read. */
export interface CheckedRefs<P> extends RefTable<P> {
  /** References that two things have. */
  readonly tellRepeated: (sink: ProblemSink<P>, lineOf: (place: P) => number) => void;
  /** References that nothing has, but for BOM-Links, which name things in other documents. */
  readonly tellUnresolved: (sink: ProblemSink<P>) => void;
}

export function createRefTable<P>(): CheckedRefs<P> {
  const defined = new Map<string, Definition<P>>();
  const repeated: { readonly ref: string; readonly first: P; readonly place: P }[] = [];
  const links: { readonly ref: string; readonly place: P; readonly owner: object }[] = [];
  return {
    define: (ref, place, owner) => {
      const before = defined.get(ref);
      if (before === undefined) defined.set(ref, { place, owner });
      else if (before.owner !== owner) repeated.push({ ref, first: before.place, place });
    },
    refer: (ref, place, owner) => links.push({ ref, place, owner }),
    tellRepeated: (sink, lineOf) => {
      for (const { ref, first, place } of repeated) {
        const detail = () => `The reference ${quoted(ref)} is that of line ${lineOf(first)} too, and all must differ.`;
        tell(sink, { code: 'ref-repeated', place, detail });
      }
    },
    tellUnresolved: (sink) => {
      const told = new Map<object, Set<string>>();
      for (const { ref, place, owner } of links) {
        if (defined.has(ref) || ref.startsWith('urn:cdx:')) continue;
        const before = told.get(owner) ?? new Set();
        if (before.has(ref)) continue;
        told.set(owner, before.add(ref));
        tell(sink, {
          code: 'ref-unresolved',
          place,
          detail: () => `Nothing in the document has the reference ${quoted(ref)}.`,
        });
      }
    },
  };
}
