/** Pins as anyone would read them off a lockfile with a line or two of code. */

import { Buffer } from 'node:buffer';
import type { NaivePin } from './lockfile-pins.js';

const sha512 = /^sha512-([A-Za-z0-9+/]{86}==)$/;

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/** What JSON.parse finds at `node_modules/NAME`, where the entry says whose it is. */
export function packageLockPins(text: string): readonly NaivePin[] {
  const { packages } = JSON.parse(text) as { packages?: Record<string, Record<string, unknown> | null> };
  return Object.entries(packages ?? {}).flatMap(([key, entry]) => {
    const name = /^node_modules\/((?:@[a-z]+\/)?[a-z-]+)$/.exec(key)?.[1];
    const pin = sha512.exec(textOf(entry?.['integrity']))?.[1];
    const plain =
      entry?.['name'] === undefined && entry?.['link'] === undefined && /^[0-9.]+$/.test(textOf(entry?.['version']));
    return name === undefined || pin === undefined || !plain ? [] : [npmPin(name, textOf(entry?.['version']), pin)];
  });
}

/** The same of the section of npm 6 and older. */
export function legacyLockPins(text: string): readonly NaivePin[] {
  const { dependencies } = JSON.parse(text) as { dependencies?: Record<string, Record<string, unknown> | null> };
  return Object.entries(dependencies ?? {}).flatMap(([name, entry]) => {
    const pin = sha512.exec(textOf(entry?.['integrity']))?.[1];
    const plain = /^(?:@[a-z]+\/)?[a-z-]+$/.test(name) && /^[0-9.]+$/.test(textOf(entry?.['version']));
    return pin === undefined || !plain ? [] : [npmPin(name, textOf(entry?.['version']), pin)];
  });
}

/** `integrity` in the fourth line of an entry for one exact version. */
export function classicYarnPins(text: string): readonly NaivePin[] {
  const pattern =
    /^"((?:@[a-z]+\/)?[a-z-]+)@([0-9.]+)":\n {2}version "\2"\n {2}resolved "https:[^"\n]*"\n {2}integrity sha512-([A-Za-z0-9+/]{86}==)$/gm;
  return [...text.matchAll(pattern)].map(([, name = '', version = '', pin = '']) => npmPin(name, version, pin));
}

/** `checksum` of an entry that resolves to what its key asks for. */
export function berryPins(text: string): readonly NaivePin[] {
  const pattern =
    /^"(((?:@[a-z]+\/)?[a-z-]+)@npm:([0-9.]+))":\n {2}version: \3\n {2}resolution: "\1"\n(?: {2}dependencies:\n(?: {4}.*\n)*)? {2}checksum: 10c0\/([0-9a-f]{128})$/gm;
  return [...text.matchAll(pattern)].map(([, , name = '', version = '', value = '']) => ({
    ...npmPin(name, version, ''),
    value,
  }));
}

/** The last part of a row whose first is a name and a plain version. */
export function bunLockPins(text: string): readonly NaivePin[] {
  const pattern =
    /^ {4}"((?:@[a-z]+\/)?[a-z-]+)": \["\1@([0-9.]+)", "", \{[^\]\n]*\}, "sha512-([A-Za-z0-9+/]{86}==)"\],$/gm;
  return [...text.matchAll(pattern)].map(([, name = '', version = '', pin = '']) => npmPin(name, version, pin));
}

/** The line `resolution: {integrity: …}` right below a key of two spaces: `/name@1.0.0` or `/name/1.0.0`. */
export function oldPnpmLockPins(text: string): readonly NaivePin[] {
  const pattern =
    /^ {2}'?\/((?:@[a-z]+\/)?[a-z-]+)[@/]([0-9.]+)'?:\n {4}resolution: \{integrity: sha512-([A-Za-z0-9+/]{86}==)\}$/gm;
  return [...text.matchAll(pattern)].map(([, name = '', version = '', pin = '']) => npmPin(name, version, pin));
}

/** The line `resolution: {integrity: …}` right below a key of two spaces. */
export function pnpmLockPins(text: string): readonly NaivePin[] {
  const pattern =
    /^ {2}'?((?:@[a-z]+\/)?[a-z-]+)@([0-9.]+)'?:\n {4}resolution: \{integrity: sha512-([A-Za-z0-9+/]{86}==)\}$/gm;
  return [...text.matchAll(pattern)].map(([, name = '', version = '', pin = '']) => npmPin(name, version, pin));
}

/** The lines of CHECKSUMS with one digest. */
export function gemfileLockPins(text: string): readonly NaivePin[] {
  // Up to the next line that is not indented.
  const section = /\nCHECKSUMS\n((?: .*\n)*)/.exec(text)?.[1] ?? '';
  const pattern = /^ {2}([a-z]+) \(([0-9.]+)\) sha256=([0-9a-f]{64})$/gm;
  return [...section.matchAll(pattern)].map(([, name = '', version = '', value = '']) => ({
    purl: `pkg:gem/${name}@${version}`,
    alg: 'sha256',
    value,
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function npmPin(name: string, version: string, base64: string): NaivePin {
  return { purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, alg: 'sha512', value: hexOf(base64) };
}
