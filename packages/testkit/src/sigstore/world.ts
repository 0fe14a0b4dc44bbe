import { intermediatePlan, rootPlan, type AuthorityPlans } from './certificate-authority.js';
import { keyNamed } from './minted-key.js';
import { tsaPlan, type TsaPlan } from './timestamp-authority.js';
import { certificateLog, rekorV1, rekorV2, type LogPlan } from './transparency-log.js';
import type { ValidFor } from './valid-for.js';

/** A Sigstore instance: everything that its trusted root vouches for. Mistakes change these. */
export interface World {
  /** Scheme-less, as trusted roots name operators. */
  readonly operator: string;
  /** False: there are no logs, certificates carry no SCTs, and only timestamps say when. */
  readonly logs: boolean;
  readonly authority: AuthorityPlans;
  readonly authorityValidFor: ValidFor | null;
  readonly ctlog: LogPlan;
  readonly rekorV1: LogPlan;
  readonly rekorV2: LogPlan;
  readonly tsa: TsaPlan;
}

/** Choices about an instance. */
export interface WorldOptions {
  /** The instance's domain; two instances of one name share their keys, of different names none. */
  readonly name?: string;
  /** False: the root itself issues end-entity certificates. */
  readonly intermediate?: boolean;
  /** False: no certificate log and no Rekor, only timestamps, as GitHub's own instance. */
  readonly logs?: boolean;
  /** Curve of the authority's keys. */
  readonly curve?: 'p384' | 'p256';
  /** When each service counts. */
  readonly validFor?: Readonly<Partial<Record<'authority' | 'ctlog' | 'rekorV1' | 'rekorV2' | 'tsa', ValidFor>>>;
}

const since2022: ValidFor = { start: '2022-01-01T00:00:00Z' };

/** Plans an instance. */
export function planWorld(options: WorldOptions = {}): World {
  const { name = 'sigstore.example', logs = true, validFor = {} } = options;
  return {
    operator: name,
    logs,
    authority: planAuthority(name, options),
    authorityValidFor: validFor.authority ?? { start: '2022-04-13T20:06:15Z' },
    ctlog: certificateLog(`ctfe.${name}`, validFor.ctlog ?? since2022),
    rekorV1: rekorV1(`rekor.${name}`, validFor.rekorV1 ?? since2022),
    rekorV2: rekorV2(`log2024-1.rekor.${name}`, validFor.rekorV2 ?? since2022),
    tsa: tsaPlan(`timestamp.${name}`, validFor.tsa ?? since2022),
  };
}

function planAuthority(name: string, { intermediate = true, curve = 'p384' }: WorldOptions): AuthorityPlans {
  const root = rootPlan(
    [
      ['O', name],
      ['CN', 'sigstore'],
    ],
    keyNamed(`${name} root`, curve),
  );
  if (!intermediate) return [root];
  return [
    root,
    intermediatePlan(
      [
        ['O', name],
        ['CN', 'sigstore-intermediate'],
      ],
      keyNamed(`${name} intermediate`, curve),
    ),
  ];
}
