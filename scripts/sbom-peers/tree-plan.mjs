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
  const plan = { entries: [], top: [], ofClass: { production: [], development: [], optional: [] }, random };
  for (let index = 0; index < count; index++) addEntry(index, plan);
  return plan.entries;
}

function addEntry(index, plan) {
  const { entries, random } = plan;
  const place = (index > 40 && random.unit() < 0.12 && nested(plan)) || hoisted(index, plan);
  const versioned = { ...place, version: version(random), license: pick(licenses, random), dependencies: [] };
  entries.push({ ...versioned, integrity: integrityOf(`${versioned.name}@${versioned.version}`) });
  if (place.parent >= 0) entries[place.parent].dependencies.push(index);
  plan.ofClass[place.class].push(index);
  if (!place.path.includes('/node_modules/')) plan.top.push(index);
}

/** A package at the top of node_modules: of the project itself, or of an earlier package of its class. */
function hoisted(index, { ofClass, random }) {
  const name = packageName(index);
  const kind = index < 3 ? ['production', 'development', 'optional'][index] : pick(classes, random);
  const parent = index < 3 || random.unit() < 0.04 ? -1 : random.pick(ofClass[kind]);
  return { name, class: kind, parent, path: `node_modules/${name}` };
}

/** Another version of a package that is there, under one at the top that does not use that one; undefined where none was found. */
function nested({ entries, top, random }) {
  const { name } = random.pick(entries);
  const parent = random.pick(top);
  const { name: parentName, path, class: kind, dependencies } = entries[parent];
  if (parentName === name || dependencies.some((at) => entries[at].name === name)) return undefined;
  return { name, class: kind, parent, path: `${path}/node_modules/${name}` };
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
