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
    const pin = sha512.exec(String(entry?.['integrity']))?.[1];
    const plain =
      entry?.['name'] === undefined && entry?.['link'] === undefined && /^[0-9.]+$/.test(String(entry?.['version']));
    return name === undefined || pin === undefined || !plain ? [] : [npmPin(name, String(entry?.['version']), pin)];
  });
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

function npmPin(name: string, version: string, base64: string): NaivePin {
  return { purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, alg: 'sha512', value: hexOf(base64) };
}
