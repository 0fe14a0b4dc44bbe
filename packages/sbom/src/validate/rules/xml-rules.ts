import type { XmlElement } from '../../read/xml-events.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import type { XmlPlace } from '../xml-place.js';
import type { XmlObserver } from '../xml-schema/validate-xml.js';
import type { RefTable } from './ref-table.js';
import { checkExpression, checkPurl } from './text-rules.js';

/** Where the rules' findings go. */
export interface XmlRules {
  readonly errors: ProblemSink<XmlPlace>;
  readonly warnings: ProblemSink<XmlPlace>;
  readonly refs: RefTable<XmlPlace>;
}

/** What an open element has had, as far as a rule asks. */
interface Seen {
  readonly isExternal: boolean;
  readonly children: Set<string>;
}

/** Watches a document for what its XML schema cannot say. The 1.7 schema states the first two as assertions of XML Schema 1.1. */
export function watchRules({ errors, warnings, refs }: XmlRules): XmlObserver {
  const open: (Seen | undefined)[] = [];
  return {
    open: (element, place) => {
      open.at(-1)?.children.add(element.name);
      open.push(seenOf(element));
      const ref = ownRef(element);
      if (ref !== undefined) refs.define(ref, place, element);
    },
    close: (place, text) => {
      const seen = open.pop();
      if (seen !== undefined) checkChildren(place, seen, errors);
      if (place.name === 'purl') checkPurl(text.trim(), place, warnings);
      if (place.name === 'expression' && place.above?.name === 'licenses')
        checkExpression(text.trim(), place, warnings);
    },
    refer: (ref, place) => {
      refs.refer(ref, place, place);
    },
  };
}

function seenOf({ name, attributes }: XmlElement): Seen | undefined {
  if (name !== 'component' && name !== 'citation') return undefined;
  const isExternal = attributes.some(
    (attribute) => attribute.name === 'isExternal' && /^\s*(?:true|1)\s*$/.test(attribute.value),
  );
  return { isExternal, children: new Set() };
}

function checkChildren(place: XmlPlace, { isExternal, children }: Seen, errors: ProblemSink<XmlPlace>): void {
  if (place.name === 'component' && children.has('versionRange') && !isExternal) {
    const detail = () => 'Only a component with the attribute isExternal="true" may have "versionRange".';
    tell(errors, { code: 'version-range', place, detail });
  }
  if (place.name === 'citation' && !children.has('attributedTo') && !children.has('process')) {
    tell(errors, { code: 'citation-source', place, detail: () => 'A citation must have "attributedTo" or "process".' });
  }
}

function ownRef({ attributes }: XmlElement): string | undefined {
  return attributes.find(({ name, uri }) => name === 'bom-ref' && uri === '')?.value;
}
