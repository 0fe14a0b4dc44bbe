import fc, { type Arbitrary } from 'fast-check';
import type {
  Annotation,
  Bom,
  Claim,
  ClaimEvidence,
  Component,
  ComponentEvidence,
  Contact,
  Declarations,
  ExternalReference,
  Hash,
  License,
  Licensing,
  Metadata,
  Organization,
  Pedigree,
  Property,
  SpecVersion,
  Standard,
} from '../cyclonedx/index.js';

/** Documents of every shape that Assay writes, valid but for the texts, which are as hostile as texts can be. */

const naughty = fc.constantFrom(
  '',
  ' ',
  '\u0000\u0001\u001b[31m\u007f\u0085',
  '\ud800',
  'a\udc00b',
  '\ufffe\uffff\ufeff',
  ']]>',
  '<!--',
  '&amp;&#1;&x;',
  '"\'<>',
  '\r\n\t \u2028',
  '</name><name>',
  '😀',
  String.raw`\ud800`,
  '__proto__',
);
const text: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 8 }),
  naughty,
);
const ref = fc.uuid();
const url = fc.webUrl();
const time = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString());
const percent = fc.constantFrom(0, 0.25, 0.5, 1e-7, 1);

function some<T>(arbitrary: Arbitrary<T>, maxLength = 2): Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: 1, maxLength });
}

function record<T>(
  required: { [K in keyof T]-?: Arbitrary<Exclude<T[K], undefined>> },
  keys: (keyof T)[],
): Arbitrary<T> {
  return fc.record(required, { requiredKeys: keys, noNullPrototype: true });
}

const property = record<Property>({ name: text, value: text }, ['name', 'value']);
const contact = record<Contact>({ name: text, email: fc.emailAddress(), phone: text }, []);
const organization = record<Organization>({ 'bom-ref': ref, name: text, url: some(url), contact: some(contact) }, []);
const hash: Arbitrary<Hash> = fc
  .constantFrom(
    ['MD5', 32] as const,
    ['SHA-1', 40] as const,
    ['SHA-256', 64] as const,
    ['SHA-384', 96] as const,
    ['SHA-512', 128] as const,
  )
  .map(([alg, length]) => ({ alg, content: 'ab'.repeat(length / 2) }));
const attachment = fc.record(
  { contentType: fc.constant('text/plain'), encoding: fc.constant('base64' as const), content: text },
  { requiredKeys: ['content'], noNullPrototype: true },
);

const externalReference = record<ExternalReference>(
  {
    url,
    comment: text,
    type: fc.constantFrom('vcs', 'website', 'distribution', 'license', 'attestation', 'evidence', 'other'),
    hashes: some(hash),
    properties: some(property),
  },
  ['url', 'type'],
);

const party = fc.oneof(
  organization.map((one) => ({ organization: one })),
  contact.map((one) => ({ individual: one })),
);
const licensing = record<Licensing>(
  {
    altIds: some(text),
    licensor: party,
    licensee: party,
    purchaser: party,
    purchaseOrder: text,
    licenseTypes: some(fc.constantFrom('subscription', 'perpetual', 'other')),
    lastRenewal: time,
    expiration: time,
  },
  [],
);
const licenseParts = {
  'bom-ref': ref,
  acknowledgement: fc.constantFrom('declared' as const, 'concluded' as const),
  text: attachment,
  url,
  licensing,
  properties: some(property),
};
const single: Arbitrary<License> = fc
  .oneof(
    fc.record(
      { id: fc.constantFrom('MIT', 'Apache-2.0'), ...licenseParts },
      { requiredKeys: ['id'], noNullPrototype: true },
    ),
    fc.record({ name: text, ...licenseParts }, { requiredKeys: ['name'], noNullPrototype: true }),
  )
  .map((license) => ({ license }));
const expression: Arbitrary<License> = fc.record(
  {
    'bom-ref': ref,
    expression: fc.constantFrom('MIT OR Apache-2.0', '(ISC)'),
    acknowledgement: licenseParts.acknowledgement,
  },
  { requiredKeys: ['expression'], noNullPrototype: true },
);
const licenses = fc.oneof(
  some(single, 3),
  expression.map((one) => [one]),
  some(fc.oneof(single, expression), 3),
);

const pedigree = record<Pedigree>(
  {
    ancestors: some(fc.record({ type: fc.constant('library' as const), name: text }, { noNullPrototype: true }), 1),
    commits: some(fc.record({ uid: text, url, message: text }, { requiredKeys: [], noNullPrototype: true })),
    patches: some(
      fc.record(
        {
          type: fc.constantFrom('unofficial' as const, 'backport' as const),
          diff: fc.record({ text: attachment, url }, { requiredKeys: [], noNullPrototype: true }),
        },
        { requiredKeys: ['type'], noNullPrototype: true },
      ),
    ),
    notes: text,
  },
  [],
);
const evidence = record<ComponentEvidence>(
  {
    identity: some(
      fc.record(
        {
          field: fc.constantFrom('purl' as const, 'hash' as const),
          confidence: percent,
          concludedValue: text,
          methods: some(
            fc.record(
              {
                technique: fc.constantFrom('hash-comparison' as const, 'other' as const),
                confidence: percent,
                value: text,
              },
              { requiredKeys: ['technique', 'confidence'], noNullPrototype: true },
            ),
          ),
          tools: fc.uniqueArray(ref, { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: ['field'], noNullPrototype: true },
      ),
    ),
    occurrences: some(
      fc.record(
        { 'bom-ref': ref, location: text, line: fc.nat(), symbol: text, additionalContext: text },
        { requiredKeys: ['location'], noNullPrototype: true },
      ),
    ),
    licenses: some(single) as Arbitrary<NonNullable<ComponentEvidence['licenses']>>,
    copyright: some(fc.record({ text }, { noNullPrototype: true })),
  },
  [],
);

const component: Arbitrary<Component> = fc.letrec<{ component: Component }>((tie) => ({
  component: record<Component>(
    {
      type: fc.constantFrom('library', 'application', 'framework'),
      'bom-ref': ref,
      supplier: organization,
      manufacturer: organization,
      authors: some(contact),
      publisher: text,
      group: text,
      name: text,
      version: text,
      description: text,
      scope: fc.constantFrom('required', 'optional', 'excluded'),
      hashes: some(hash),
      licenses,
      copyright: text,
      purl: fc.webPath().map((path) => `pkg:npm/a${path.replaceAll(' ', '')}@1`),
      pedigree,
      externalReferences: some(externalReference),
      components: fc.array(tie('component'), { maxLength: 1, depthIdentifier: 'component' }),
      evidence,
      isExternal: fc.boolean(),
      properties: some(property),
    },
    ['type', 'name'],
  ),
})).component;

const metadata = record<Metadata>(
  {
    timestamp: time,
    lifecycles: some(
      fc.record({ phase: fc.constantFrom('build' as const, 'pre-build' as const) }, { noNullPrototype: true }),
    ),
    tools: some(component).map((components) => ({ components })),
    manufacturer: organization,
    authors: some(contact),
    component,
    supplier: organization,
    licenses,
    properties: some(property),
  },
  ['timestamp'],
);

const refs = fc.uniqueArray(ref, { minLength: 1, maxLength: 3 });
const annotation: Arbitrary<Annotation> = record<Annotation>(
  {
    'bom-ref': ref,
    subjects: refs,
    annotator: fc.oneof(
      component.map((one) => ({ component: one })),
      organization.map((one) => ({ organization: one })),
    ),
    timestamp: time,
    text,
  },
  ['subjects', 'annotator', 'timestamp', 'text'],
);
const score = fc.record({ score: percent, rationale: text }, { requiredKeys: ['score'], noNullPrototype: true });
const claim = record<Claim>(
  { 'bom-ref': ref, target: ref, predicate: text, reasoning: text, evidence: refs, counterEvidence: refs },
  ['bom-ref', 'target', 'predicate'],
);
const claimEvidence = record<ClaimEvidence>(
  {
    'bom-ref': ref,
    propertyName: text,
    description: text,
    data: some(
      fc.record(
        { name: text, contents: fc.record({ attachment, url }, { requiredKeys: [], noNullPrototype: true }) },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
    created: time,
    author: contact,
  },
  ['bom-ref'],
);
const declarations = record<Declarations>(
  {
    assessors: some(
      fc.record(
        { 'bom-ref': ref, thirdParty: fc.boolean(), organization },
        { requiredKeys: ['bom-ref', 'thirdParty'], noNullPrototype: true },
      ),
    ),
    attestations: some(
      fc.record(
        {
          summary: text,
          assessor: ref,
          map: some(
            fc.record(
              { requirement: ref, claims: refs, counterClaims: refs, conformance: score, confidence: score },
              { requiredKeys: ['requirement'], noNullPrototype: true },
            ),
          ),
        },
        { requiredKeys: ['map'], noNullPrototype: true },
      ),
    ),
    claims: some(claim),
    evidence: some(claimEvidence),
    targets: fc.record(
      { organizations: some(organization), components: some(component, 1) },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
  [],
);
const standard = fc.record(
  {
    'bom-ref': ref,
    name: text,
    version: text,
    description: text,
    owner: text,
    requirements: some(
      fc.record(
        { 'bom-ref': ref, identifier: text, title: text, text, properties: some(property) },
        { requiredKeys: ['bom-ref', 'identifier'], noNullPrototype: true },
      ),
    ),
  },
  { noNullPrototype: true },
) as Arbitrary<Standard>;

/** No two items of any of its lists are the same, as the JSON schema asks of some. */
export function anyBom(specVersion: SpecVersion): Arbitrary<Bom> {
  return record<Bom>(
    {
      $schema: fc.constant(`http://cyclonedx.org/schema/bom-${specVersion}.schema.json`),
      bomFormat: fc.constant('CycloneDX'),
      specVersion: fc.constant(specVersion),
      serialNumber: fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
      version: fc.integer({ min: 1 }),
      metadata,
      components: fc.uniqueArray(component, { maxLength: 3, selector: JSON.stringify }),
      externalReferences: some(externalReference),
      dependencies: fc.uniqueArray(
        fc.record({ ref, dependsOn: refs }, { requiredKeys: ['ref'], noNullPrototype: true }),
        { maxLength: 3, selector: ({ ref: one }) => one },
      ),
      compositions: some(
        fc.record(
          {
            'bom-ref': ref,
            aggregate: fc.constantFrom('complete' as const, 'incomplete' as const, 'unknown' as const),
            assemblies: refs,
            dependencies: refs,
          },
          { requiredKeys: ['bom-ref', 'aggregate'], noNullPrototype: true },
        ),
      ),
      annotations: some(annotation),
      formulation: some(
        fc.record(
          {
            'bom-ref': ref,
            components: some(component, 1),
            workflows: some(
              fc.record(
                {
                  'bom-ref': ref,
                  uid: text,
                  name: text,
                  description: text,
                  taskTypes: some(fc.constantFrom('build' as const, 'other' as const)),
                  properties: some(property),
                },
                { requiredKeys: ['bom-ref', 'uid', 'taskTypes'], noNullPrototype: true },
              ),
            ),
          },
          { requiredKeys: ['bom-ref'], noNullPrototype: true },
        ),
      ),
      declarations,
      definitions: some(standard).map((standards) => ({ standards })),
      properties: some(property),
    },
    ['bomFormat', 'specVersion', 'serialNumber', 'version', 'metadata', 'components', 'dependencies'],
  );
}
