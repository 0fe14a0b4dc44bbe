import type { DocProblem } from '@assay/documents';
import type { ReadLimits } from '../read/limits.js';
import { readXml, type XmlElement, type XmlHandler } from '../read/xml-events.js';
import { xmlVersions, type LoadBomSchema, type XmlVersion } from './bom-schemas.js';
import { tell, type ProblemSink } from './problem-sink.js';
import { listed, quoted } from './words.js';
import type { XmlPlace } from './xml-place.js';
import { compileXsd, type XmlSchema } from './xml-schema/compile-xsd.js';
import { validateXml, type XmlObserver } from './xml-schema/validate-xml.js';
import { readXsd } from './xml-schema/xsd-node.js';

/** The compiled official schema of a version. */
export type XmlSchemas = (version: XmlVersion) => XmlSchema;

/** Schemas that are compiled when they are first asked for. */
export function xmlSchemas(load: LoadBomSchema): XmlSchemas {
  const compiled = new Map<XmlVersion, XmlSchema>();
  return (version) => {
    const schema = compiled.get(version) ?? compileXsd(readXsd(load(`bom-${version}.xsd`)), readXsd(load('spdx.xsd')));
    compiled.set(version, schema);
    return schema;
  };
}

/** What became of a document. */
export interface XmlResult {
  readonly version: XmlVersion | undefined;
  /** Why it could not be read to its end. */
  readonly problem: DocProblem | undefined;
}

/** Reads a document and tells `sink` what the schema of its version says of it. */
export function checkXmlBom(
  bytes: Uint8Array,
  limits: ReadLimits,
  { schemas, sink, observer }: { schemas: XmlSchemas; sink: ProblemSink<XmlPlace>; observer: XmlObserver },
): XmlResult {
  let version: XmlVersion | undefined;
  let inner: XmlHandler | undefined;
  const open = (element: XmlElement): void => {
    if (version === undefined && inner === undefined) {
      version = versionOf(element, sink);
      inner = version === undefined ? nobody : validateXml({ schema: schemas(version), sink, observer });
    }
    inner?.open(element);
  };
  const problem = readXml(
    bytes,
    { open, text: (text) => inner?.text(text), close: (line) => inner?.close(line) },
    limits,
  );
  return { version, problem };
}

const nobody: XmlHandler = { open: () => undefined, text: () => undefined, close: () => undefined };

const namespace = 'http://cyclonedx.org/schema/bom/';

/** The namespace of the root tells the version. */
function versionOf({ name, uri, line }: XmlElement, sink: ProblemSink<XmlPlace>): XmlVersion | undefined {
  const place = { above: null, name, position: 0, line };
  const version = xmlVersions.find((known) => uri === namespace + known);
  if (version !== undefined && name === 'bom') return version;
  if (name === 'bom' && uri.startsWith(namespace)) {
    const detail = () =>
      `${quoted(uri.slice(namespace.length))} is no version of CycloneDX; validated are ${listed(xmlVersions)}.`;
    tell(sink, { code: 'spec-version', place, detail });
  } else {
    const detail = () =>
      `This is no CycloneDX document: its root is ${quoted(name)} in ${quoted(uri)}, not "bom" in ${quoted(`${namespace}…`)}.`;
    tell(sink, { code: 'not-cyclonedx', place, detail });
  }
  return undefined;
}
