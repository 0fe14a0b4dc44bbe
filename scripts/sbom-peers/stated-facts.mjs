/**
 * The facts that a CycloneDX document (parsed JSON) states, each under a name made of where it stands, with how many things it is stated
 * of: components for what stands in a component, otherwise values. Names of external references' types, hash algorithms, properties,
 * qualifiers of purls and kinds of licences are part of a fact's name, for they say what is stated; values are not.
 *
 * `component.externalReferences[vcs].url` → 1,999
 */
export function statedFacts(bom) {
  const facts = new Map();
  const count = (names) => {
    for (const name of new Set(names)) facts.set(name, (facts.get(name) ?? 0) + 1);
  };
  const { components = [], dependencies = [], ...rest } = bom;
  flat(components).forEach((component) => count(namesIn('component', component)));
  if (components.some(({ components: nested = [] }) => nested.length > 0)) count(['component.components']);
  dependencies.forEach(({ dependsOn = [], ...others }) => {
    dependsOn.forEach(() => count(['dependencies.dependsOn']));
    count(Object.entries(others).flatMap(([name, value]) => namesIn(`dependencies.${name}`, value)));
  });
  for (const [name, value] of Object.entries(rest)) count(namesIn(name, value));
  return facts;
}

/** All components, those within others too, each without its own. */
function flat(components) {
  return components.flatMap(({ components: nested = [], ...component }) => [component, ...flat(nested)]);
}

/** How an element of a list says what it is, so that elements are told apart by it. */
const labels = {
  externalReferences: ({ type }) => type,
  hashes: ({ alg }) => alg,
  properties: ({ name }) => name.replace(/\d+/g, 'N'),
  licenses: ({ license, expression }) =>
    expression !== undefined ? 'expression' : license?.id !== undefined ? 'id' : 'name',
  lifecycles: ({ phase }) => phase ?? 'name',
};

const own = ['type', 'alg', 'name', 'value', 'content'];

function namesIn(name, value) {
  if (value === null || value === undefined || value === '') return [];
  if (name.endsWith('.purl')) return [name, ...qualifiers(value).map((qualifier) => `${name}?${qualifier}`)];
  if (Array.isArray(value)) return value.flatMap((element) => namesIn(labelled(name, element), plain(name, element)));
  if (typeof value !== 'object') return [name];
  const entries = Object.entries(value).flatMap(([key, inner]) => namesIn(`${name}.${key}`, inner));
  return [name, ...entries];
}

const labelOf = (name) => labels[name.split('.').at(-1)];

const labelled = (name, element) => (labelOf(name) === undefined ? name : `${name}[${labelOf(name)(element)}]`);

/** A property or hash is its name: what it holds is a value. */
function plain(name, element) {
  if (labelOf(name) === undefined || typeof element !== 'object') return element;
  return Object.fromEntries(Object.entries(element).filter(([key]) => !own.includes(key)));
}

const qualifiers = (purl) => (purl.split('#')[0].split('?')[1]?.split('&') ?? []).map((one) => one.split('=')[0]);
