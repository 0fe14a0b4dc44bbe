/** Strict arguments: an unknown or repeated option is an error, never ignored. */

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AssayError } from '@assay/model';
import { didYouMean } from './did-you-mean.js';

/** The options of a command: `string` ones take a value, `boolean` ones none; `list` ones take a value each time, all others may be given once. */
export type OptionTypes = Readonly<Record<string, 'string' | 'boolean' | 'list'>>;

/** What was given. */
export interface Arguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  /** Every value of a `list` option, in order. */
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Parses arguments. Throws AssayError `ERR_USAGE` for anything the command does not know. */
export function readArguments(args: readonly string[], types: OptionTypes, command: string): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, type] of Object.entries(types))
    options[name] = { type: type === 'list' ? 'string' : type, multiple: true };
  const { values, positionals } = attempt(args, options, command);
  const single = (name: string) => {
    const given = values[name];
    if (!Array.isArray(given)) return undefined;
    if (given.length > 1) throw usageError(`--${name} was given ${String(given.length)} times`, command);
    return given[0];
  };
  for (const [name, type] of Object.entries(types)) if (type !== 'list') single(name);
  return {
    positionals,
    text: (name) => {
      const value = single(name);
      return typeof value === 'string' ? value : undefined;
    },
    list: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    flag: (name) => single(name) === true,
  };
}

/** One of a closed list of words. Throws AssayError `ERR_USAGE` for any other. */
export function oneOf<T extends string>(
  args: Arguments,
  name: string,
  words: readonly T[],
  command: string,
): T | undefined {
  const given = args.text(name);
  if (given === undefined) return undefined;
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw usageError(`--${name} is one of ${words.join(', ')}, not "${given}"`, command);
  return word;
}

/** A usage error that points at the command's help. */
export function usageError(message: string, command: string): AssayError {
  return new AssayError('ERR_USAGE', message, { hint: `See \`assay help ${command}\`.` });
}

function attempt(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>, command: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usageError(`${message.split('. ')[0] ?? message}${nearOption(message, Object.keys(options))}`, command);
  }
}

/** Node's message quotes the option that it does not know. */
function nearOption(message: string, names: readonly string[]): string {
  const given = /^Unknown option '(--[^']+)'/u.exec(message)?.[1];
  return didYouMean(
    given,
    names.map((name) => `--${name}`),
  );
}
