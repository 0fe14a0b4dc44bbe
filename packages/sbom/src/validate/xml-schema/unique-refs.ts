import type { XmlElement } from '../../read/xml-events.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import { quoted } from '../words.js';
import type { XmlPlace } from '../xml-place.js';

/** The one constraint on values that CycloneDX's XML schemas state: no two elements have the same `bom-ref`. */
export interface UniqueRefs {
  readonly open: (element: XmlElement, place: XmlPlace) => void;
  /** Elements below are compared from here on. */
  readonly begin: () => void;
  readonly end: () => void;
}

export function createUniqueRefs(sink: ProblemSink<XmlPlace>): UniqueRefs {
  const scopes: Map<string, number>[] = [];
  const open = (element: XmlElement, place: XmlPlace): void => {
    const ref = element.attributes.find(({ name, uri }) => name === 'bom-ref' && uri === '')?.value;
    if (ref === undefined) return;
    for (const lines of scopes) {
      const line = lines.get(ref);
      if (line === undefined) lines.set(ref, place.line);
      else tellRepeated(ref, line, place);
    }
  };
  const tellRepeated = (ref: string, line: number, place: XmlPlace): void => {
    const at = { above: place, name: '@bom-ref', position: 0, line: place.line };
    tell(sink, {
      code: 'schema-duplicate',
      place: at,
      detail: () => `The reference ${quoted(ref)} is that of line ${line} too, and all must differ.`,
    });
  };
  return { open, begin: () => scopes.push(new Map()), end: () => scopes.pop() };
}
