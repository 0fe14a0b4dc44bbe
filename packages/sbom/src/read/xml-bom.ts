import type { DocMap } from '@assay/documents';
import { bomShape } from '../shape/bom-shape.js';
import type { ReadLimits } from './limits.js';
import type { BomReadResult } from './read-bom.js';
import { readXml, type XmlElement, type XmlHandler } from './xml-events.js';
import { attach, childFrame, elementFrame, XmlBomRefusal, type Frame } from './xml-frames.js';

const namespace = 'http://cyclonedx.org/schema/bom/';
const versions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

/** Parses bytes as CycloneDX XML into the shape of its JSON. Elements of other namespaces, signatures among them, are passed over. */
export function parseXmlBom(bytes: Uint8Array, limits: ReadLimits): BomReadResult {
  try {
    let found: { readonly specVersion: string; readonly root: DocMap } | undefined;
    const handler = bomHandler((specVersion, root) => (found = { specVersion, root }));
    const problem = readXml(bytes, handler, limits);
    if (problem !== undefined) return { ok: false, problem };
    if (found === undefined) throw new XmlBomRefusal({ problem: 'not-cyclonedx', detail: notBom });
    return { ok: true, bom: { format: 'xml', ...found } };
  } catch (error) {
    if (error instanceof XmlBomRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

const notBom = `The document is no <bom> of the namespace ${namespace}1.0 to 1.7.`;

function bomHandler(done: (specVersion: string, root: DocMap) => void): XmlHandler {
  const open: Frame[] = [];
  let uri = '';
  return {
    open: (element) => {
      const parent = open.at(-1);
      if (parent !== undefined) open.push(childFrame(parent, element, uri));
      else {
        open.push(rootFrame(element));
        ({ uri } = element);
      }
    },
    text: (piece) => {
      const frame = open.at(-1);
      if (frame?.text !== undefined) frame.text += piece;
    },
    close: () => {
      const frame = open.pop();
      const parent = open.at(-1);
      if (frame === undefined) return;
      if (parent !== undefined) attach(parent, frame);
      else if (frame.map !== undefined) done(uri.slice(namespace.length), frame.map);
    },
  };
}

function rootFrame(element: XmlElement): Frame {
  const version = element.uri.slice(namespace.length);
  if (element.name !== 'bom' || !element.uri.startsWith(namespace) || !versions.has(version)) {
    throw new XmlBomRefusal({ problem: 'not-cyclonedx', detail: notBom, line: element.line });
  }
  const frame = elementFrame(bomShape, element);
  frame.map?.set('bomFormat', 'CycloneDX', element.line);
  frame.map?.set('specVersion', version, element.line);
  return frame;
}
