/** Where the states of TUF repositories are kept: one sealed file each, in `tuf` of the trust store. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@assay/model';
import { readSealedFile, writeSealedFile } from '../sealed-file.js';
import { formatState, parseState, type TufState } from './tuf-state.js';

/** What is remembered of a mirror. */
export type StateReading =
  | { readonly kind: 'state'; readonly state: TufState }
  | { readonly kind: 'none' }
  | { readonly kind: 'corrupt'; readonly path: string; readonly why: string };

/** Reads the state of the repository at this mirror (its base URL, as it was given). */
export async function readState(folder: string, mirror: string): Promise<StateReading> {
  const path = statePath(folder, mirror);
  const reading = await readSealedFile(path);
  if (reading.kind === 'absent') return { kind: 'none' };
  if (reading.kind === 'corrupt') return { ...reading, path };
  const state = parseState(reading.content);
  if (state?.mirror === mirror) return { kind: 'state', state };
  return { kind: 'corrupt', path, why: 'it does not hold the state of that repository' };
}

/** Keeps a state. Rejects with the system's error; the old one stays then. */
export function storeState(folder: string, state: TufState): Promise<void> {
  return writeSealedFile(statePath(folder, state.mirror), formatState(state));
}

/** The mirrors whose state is kept, sorted. Files that cannot be used are left out: their mirror has to be named again. */
export async function knownMirrors(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'tuf')).catch(() => []);
  const readings = await Promise.all(
    names.filter((name) => stateFile.test(name)).map((name) => readSealedFile(join(folder, 'tuf', name))),
  );
  const states = readings.map((reading) => (reading.kind === 'content' ? parseState(reading.content) : null));
  return states.flatMap((state) => (state === null ? [] : [state.mirror])).sort((a, b) => (a < b ? -1 : 1));
}

const stateFile = /^[0-9a-f]{64}\.json$/u;

function statePath(folder: string, mirror: string): string {
  return join(folder, 'tuf', `${digestOf('sha256', mirror).value}.json`);
}
