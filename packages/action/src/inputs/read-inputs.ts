/** What the workflow gives the Action. */

import { AssayError } from '@assay/model';
import { inputKinds, type InputName, type InputOfKind } from './input-names.js';

/** The inputs of a step. An input that is left empty is one that was not given: GitHub knows no difference. */
export interface Inputs {
  /** As written, without the space around it. */
  text(name: InputOfKind<'text' | 'secret'>): string | undefined;
  /** One entry for each line; commas part entries too, where the list holds words and not paths. */
  list(name: InputOfKind<'list'>): readonly string[];
  /** Whatever kind the input is of: the paths that it names, one a line. */
  paths(name: InputName): readonly string[];
  /** Undefined where nothing was given: what happens then is for whoever asks. */
  flag(name: InputOfKind<'flag'>): boolean | undefined;
  /** Every input that was given. */
  readonly given: readonly InputName[];
  /** Names, as far as GitHub tells them, of what was given and is no input. */
  readonly unknown: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Lists of words from a closed set: these are written with commas as well. Paths and names of files may hold a comma. */
const withCommas: ReadonlySet<InputName> = new Set<InputName>(['phase', 'names']);

/**
 * Reads inputs as GitHub hands them to a JavaScript action: `INPUT_` and the name in capitals, spaces as underscores, dashes as they are.
 * Nothing is looked at before it is asked for; then AssayError `ERR_USAGE` is thrown for a text that is none of its kind.
 */
export function readInputs(env: Environment): Inputs {
  const read = (name: InputName) => env[variableOf(name)]?.trim() ?? '';
  return {
    text: (name) => {
      const value = read(name);
      if (/[\0\r\n]/.test(value)) throw unusable(name, 'is one line');
      return value === '' ? undefined : value;
    },
    list: (name) => entriesOf(read(name), withCommas.has(name)),
    paths: (name) => entriesOf(read(name), false),
    flag: (name) => flagOf(name, read(name)),
    given: allNames().filter((name) => read(name) !== ''),
    unknown: unknownOf(env),
  };
}

function unknownOf(env: Environment): readonly string[] {
  const known = new Set(allNames().map(variableOf));
  const given = Object.entries(env).filter(
    ([variable, value]) => variable.startsWith('INPUT_') && value?.trim() !== '',
  );
  return given.flatMap(([variable]) => (known.has(variable) ? [] : [variable.slice('INPUT_'.length).toLowerCase()]));
}

/** The environment variable that holds an input. */
export function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** Every input there is. */
export function allNames(): readonly InputName[] {
  return Object.keys(inputKinds).filter((name): name is InputName => Object.hasOwn(inputKinds, name));
}

/** An input that cannot be used. */
export function unusable(name: InputName, why: string): AssayError {
  return new AssayError('ERR_USAGE', `the input \`${name}\` ${why}`);
}

function entriesOf(text: string, commas: boolean): readonly string[] {
  const lines = text.split(commas ? /\r\n|[\r\n,]/ : /\r\n|[\r\n]/);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** GitHub's own words for a boolean (YAML 1.2 core schema), and no others: `yes` or `1` would be a guess. */
function flagOf(name: InputName, text: string): boolean | undefined {
  if (text === '') return undefined;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  if (text === 'false' || text === 'False' || text === 'FALSE') return false;
  throw unusable(name, 'is `true` or `false`, nothing else');
}
