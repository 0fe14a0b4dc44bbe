import type { DocMap } from '@assay/documents';
import { bomShape } from '../shape/bom-shape.js';
import type { ReadLimits } from './limits.js';
import type { BomReadResult, PassedOver, ReadBom } from './read-bom.js';
import { readXml, type XmlElement, type XmlHandler } from './xml-events.js';
import { attach, childFrame, elementFrame, unreadName, XmlBomRefusal, type Frame } from './xml-frames.js';

const namespace = 'http://cyclonedx.org/schema/bom/';
const versions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

/** Parses bytes as CycloneDX XML into the shape of its JSON. Elements of other namespaces, signatures among them, are passed over. */
export function parseXmlBom(bytes: Uint8Array, limits: ReadLimits): BomReadResult {
  try {
    let found: ReadBom | undefined;
    const handler = bomHandler((bom) => (found = bom));
    const problem = readXml(bytes, handler, limits);
    if (problem !== undefined) return { ok: false, problem };
    if (found === undefined) throw new XmlBomRefusal({ problem: 'not-cyclonedx', detail: notBom });
    return { ok: true, bom: found };
  } catch (error) {
    if (error instanceof XmlBomRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

const notBom = `The document is no <bom> of the namespace ${namespace}1.0 to 1.7.`;

function bomHandler(done: (bom: ReadBom) => void): XmlHandler {
  const open: Frame[] = [];
  let uri = '';
  let passedOver: PassedOver | undefined;
  return {
    open: (element) => {
      const parent = open.at(-1);
      const frame = parent === undefined ? rootFrame(element) : childFrame(parent, element, uri);
      if (parent === undefined) ({ uri } = element);
      open.push(frame);
      if (passedOver !== undefined) return;
      const name = unreadName(frame, element);
      if (name !== undefined) passedOver = { name, line: element.line };
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
      else if (frame.map !== undefined) done(documentOf(uri, frame.map, passedOver));
    },
  };
}

function documentOf(uri: string, root: DocMap, passedOver: PassedOver | undefined): ReadBom {
  const bom = { format: 'xml', specVersion: uri.slice(namespace.length), root } as const;
  return passedOver === undefined ? bom : { ...bom, passedOver };
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
