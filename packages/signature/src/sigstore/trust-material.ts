import { Buffer } from 'node:buffer';
import { TrustedCertificate } from './trusted-certificate.js';
import { VerificationError, Verifier, type TrustMaterial } from '@sigstore/verify';
import type { CompiledTrust, TrustedAuthority, TrustedLog, TrustedRootParts, Validity } from './trusted-root-parts.js';

type Trusted = Omit<TrustedRootParts, 'name' | 'compiled'>;

/**
 * What sigstore-js trusts, made from what was read strictly, so that both sides know the same root. Compiled once per root:
 * importing its keys costs more than verifying with them.
 */
export function compiledOnce(trusted: Trusted): () => CompiledTrust | null {
  let compiled: CompiledTrust | null | undefined;
  return () => {
    if (compiled === undefined) compiled = tryCompile(trusted);
    return compiled;
  };
}

/** sigstore-js throws errors of several kinds for what it cannot parse. */
function tryCompile(trusted: Trusted): CompiledTrust | null {
  try {
    return compileTrust(trusted);
  } catch {
    return null;
  }
}

function compileTrust(trusted: Trusted): CompiledTrust {
  const material: TrustMaterial = {
    certificateAuthorities: trusted.authorities.filter(({ unfit }) => unfit === null).map(authorityOf),
    timestampAuthorities: trusted.timestampAuthorities.filter(({ unfit }) => unfit === null).map(authorityOf),
    tlogs: trusted.logs.flatMap(logsOf),
    ctlogs: trusted.certificateLogs.flatMap(logsOf),
    publicKey: () => {
      throw new VerificationError({ code: 'PUBLIC_KEY_ERROR', message: 'no key was given' });
    },
  };
  return { material, verifier: createVerifier(material, trusted) };
}

/** A sigstore-js verifier that demands what this root demands, and a clock unless none is needed. */
export function createVerifier(
  material: TrustMaterial,
  root: Pick<TrustedRootParts, 'logsEverything' | 'logsCertificates'>,
  timestampThreshold = 1,
): Verifier {
  return new Verifier(material, {
    tlogThreshold: root.logsEverything ? 1 : 0,
    ctlogThreshold: root.logsCertificates ? 1 : 0,
    timestampThreshold,
  });
}

function authorityOf({ chain, validFor }: TrustedAuthority): TrustMaterial['certificateAuthorities'][number] {
  return {
    certChain: chain.map(({ der }) => TrustedCertificate.read(der)),
    validFor: datesOf(validFor),
  };
}

/** One for each id by which bundles may name the log. */
function logsOf({ baseUrl, ids, key, validFor }: TrustedLog): TrustMaterial['tlogs'] {
  return ids.map((id) => ({
    logID: Buffer.from(id),
    baseURL: baseUrl,
    publicKey: key.key,
    validFor: datesOf(validFor),
  }));
}

/** The last instant that the platform's dates know. */
const endOfTime = 8_640_000_000_000_000;

function datesOf({ start, end }: Validity): { start: Date; end: Date } {
  return { start: new Date(start), end: new Date(Math.min(end, endOfTime)) };
}
