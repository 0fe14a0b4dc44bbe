import { createHash } from 'node:crypto';
import { seededRandom } from '../../packages/testkit/dist/index.js';

/**
 * A tree of npm packages that looks like a real one, made up: which packages there are, who depends on whom, which are for development,
 * optional, nested under another of the same name. The same count always gives the same tree. Nothing of it was ever published.
 */
const words =
  `amber anchor arrow basin beacon birch bolt brook cedar chalk cinder clay cliff cloud comet copper coral crane delta
drift dune ember fern field flint forge frost garnet glade grove harbor hazel heron hollow ivory jade juniper kelp lagoon larch ledge
lichen lily linen loam maple marsh meadow mesa mint moss nectar oak onyx orchid otter pearl pebble pine plume pond quartz quill
raven reed ridge river sable sage shale shore slate spark spruce stone thicket thorn tide timber topaz tundra umber vale violet
willow wren yarrow zephyr`.split(/\s+/);

const licenses = [
  ['MIT', 0.76],
  ['ISC', 0.88],
  ['Apache-2.0', 0.92],
  ['BSD-3-Clause', 0.95],
  ['BSD-2-Clause', 0.965],
  ['(MIT OR CC0-1.0)', 0.975],
  ['MPL-2.0', 0.98],
  ['0BSD', 0.985],
  ['SEE LICENSE IN LICENSE.md', 0.99],
  [undefined, 1],
];

/** Development makes most of a real tree; what is optional is a platform's binary. */
const classes = [
  ['production', 0.45],
  ['development', 0.94],
  ['optional', 1],
];

/**
 * Plans a tree of `count` installed packages. Each: `name`, `version`, `path` in node_modules, `license`, `integrity`, `class`, `parent`
 * (its index, or -1 for the project), `dependencies` (indices).
 */
export function planTree(count) {
  const random = seededRandom(count);
  const entries = [];
  for (let index = 0; index < count; index++) entries.push(planEntry(index, entries, random));
  return entries;
}

function planEntry(index, entries, random) {
  const twin = index > 40 && random.unit() < 0.12 ? random.pick(entries) : undefined;
  const entry = twin === undefined ? hoisted(index, entries, random) : nested(twin, entries, random);
  const versioned = { ...entry, version: version(random), license: pick(licenses, random), dependencies: [] };
  const described = { ...versioned, integrity: integrityOf(`${versioned.name}@${versioned.version}`) };
  if (described.parent >= 0) entries[described.parent].dependencies.push(index);
  return described;
}

/** A package at the top of node_modules: of the project itself, or of an earlier package of its class. */
function hoisted(index, entries, random) {
  const name = packageName(index);
  const kind = index < 3 ? ['production', 'development', 'optional'][index] : pick(classes, random);
  const parents = index < 3 || random.unit() < 0.04 ? [] : entries.filter((one) => one.class === kind);
  if (parents.length === 0) return { name, class: kind, parent: -1, path: `node_modules/${name}` };
  const parent = entries.indexOf(random.pick(parents));
  return { name, class: kind, parent, path: `node_modules/${name}` };
}

/** Another version of a package that is already there, under a hoisted package that does not use that one. */
function nested(twin, entries, random) {
  const users = new Set(
    entries.filter(({ dependencies }) => dependencies.some((at) => entries[at].name === twin.name)),
  );
  const parents = entries.filter(
    (one) => one.name !== twin.name && !users.has(one) && !one.path.includes('/node_modules/'),
  );
  const parent = random.pick(parents);
  const path = `${parent.path}/node_modules/${twin.name}`;
  return { name: twin.name, class: parent.class, parent: entries.indexOf(parent), path };
}

function packageName(index) {
  const word = (at) => words[at % words.length];
  const name = `${word(index * 7)}-${word(Math.floor(index / words.length) + index * 3)}-${index.toString(36)}`;
  return index % 5 === 0 ? `@${word(index)}/${name}` : name;
}

const version = (random) => [1 + random.below(9), random.below(30), random.below(20)].join('.');

function pick(shares, random) {
  const at = random.unit();
  return shares.find(([, until]) => at < until)[0];
}

const integrityOf = (text) => `sha512-${createHash('sha512').update(text).digest('base64')}`;
