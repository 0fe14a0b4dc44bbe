import { hash } from 'node:crypto';
import { integer } from '../../der/der.js';
import { mintAuthority, type AuthorityPlan } from '../certificate-authority.js';
import { keyPurpose, keyUsageBit, nameConstraints, unknownCritical } from '../certificate.js';
import { strangerKey, strangerWorld } from '../strangers.js';
import type { TsaPlan } from '../timestamp-authority.js';
import type { World } from '../world.js';
import { eachTimestamp, editMaterial, flipped, minutesAfter } from './edits.js';
import { mistakes } from './mistake.js';

const day = 24 * 60;
/** One timestamp and no log's time beside it, so that nothing else proves when. */
const stamped = { log: 'v2', timestamps: 1 } as const;

/** What can be wrong with an RFC 3161 timestamp and its authority. */
export const timestampMistakes = mistakes({
  'timestamp-missing': {
    about: 'An entry in Rekor v2 comes without a timestamp.',
    needs: { log: 'v2' },
    timestamps: () => [],
  },
  'timestamp-over-other-bytes': {
    about: 'The timestamp is over another signature.',
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, over: flipped(plan.over) })),
  },
  'timestamp-over-sha1': {
    about: 'The message imprint of the timestamp is a SHA-1 hash.',
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, hash: 'sha1' })),
  },
  'timestamp-before-certificate': {
    about: "The timestamp is from a day before the signer's certificate was valid.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, at: minutesAfter(plan.at, -day) })),
  },
  'timestamp-after-certificate': {
    about: "The timestamp is from a day after the signer's certificate was valid.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, at: minutesAfter(plan.at, day) })),
  },
  'timestamp-twice': {
    about: 'The same timestamp is there twice.',
    needs: stamped,
    timestamps: (plans) => plans.flatMap((plan) => [plan, plan]),
  },
  'timestamp-by-another-key': {
    about: "Another key signed the timestamp, under the authority's name.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, key: strangerKey('p384') })),
  },
  'timestamp-by-unknown-authority': {
    about: 'An authority of the same name, which the trusted root does not know, made the timestamp.',
    needs: stamped,
    timestamps: (plans, { world }) => {
      const { tsa } = strangerWorld(world);
      return plans.map((plan) => ({ ...plan, tsa, key: tsa.signer.key }));
    },
  },
  'timestamp-certificate-expired': {
    about: "The authority's certificate had expired a day before the timestamp.",
    needs: stamped,
    world: (world, at) => signer(world, { notAfter: minutesAfter(at, -day) }),
  },
  'timestamp-certificate-not-yet-valid': {
    about: "The authority's certificate becomes valid a day after the timestamp.",
    needs: stamped,
    world: (world, at) => signer(world, { notBefore: minutesAfter(at, day) }),
  },
  'timestamp-certificate-without-eku': {
    about: "The authority's certificate has no extended key usage.",
    needs: stamped,
    world: (world) => signer(world, { extendedKeyUsage: null }),
  },
  'timestamp-certificate-with-wrong-eku': {
    about: "The authority's certificate is for code signing.",
    needs: stamped,
    world: (world) => signer(world, { extendedKeyUsage: { purposes: [keyPurpose.codeSigning], critical: true } }),
  },
  'timestamp-certificate-with-more-ekus': {
    about: "The authority's certificate is for time stamping and for something else.",
    needs: stamped,
    world: (world) => {
      const purposes = [keyPurpose.timeStamping, keyPurpose.serverAuth];
      return signer(world, { extendedKeyUsage: { purposes, critical: true } });
    },
  },
  'timestamp-eku-not-critical': {
    about: "The extended key usage of the authority's certificate is not critical (RFC 3161 §2.3).",
    needs: stamped,
    world: (world) => signer(world, { extendedKeyUsage: { purposes: [keyPurpose.timeStamping], critical: false } }),
  },
  'timestamp-certificate-for-certificates': {
    about: "The key usage of the authority's certificate is to sign certificates.",
    needs: stamped,
    world: (world) => signer(world, { keyUsage: [keyUsageBit.digitalSignature, keyUsageBit.keyCertSign] }),
  },
  'timestamp-certificate-with-unknown-critical-extension': {
    about: "The authority's certificate has a critical extension that nobody knows.",
    needs: stamped,
    world: (world) => signer(world, { extra: [unknownCritical] }),
  },
  'timestamp-root-with-unknown-critical-extension': {
    about: "The root above the authority's certificate has a critical extension that nobody knows.",
    needs: stamped,
    world: (world) => root(world, { extra: [unknownCritical] }),
  },
  'timestamp-root-with-name-constraints': {
    about: "The root above the authority's certificate constrains the names below it.",
    needs: stamped,
    world: (world) => root(world, { extra: [nameConstraints('allowed.example')] }),
  },
  'timestamp-root-with-wrong-eku': {
    about: "The root above the authority's certificate is for code signing.",
    needs: stamped,
    world: (world) => root(world, { extendedKeyUsage: [keyPurpose.codeSigning] }),
  },
  'timestamp-root-not-ca': {
    about: "The root above the authority's certificate is not marked as a certificate authority.",
    needs: stamped,
    world: (world) => root(world, { constraints: { authority: false } }),
  },
  'timestamp-root-expired': {
    about: "The root above the authority's certificate had expired a day before the timestamp.",
    needs: stamped,
    world: (world, at) => root(world, { notAfter: minutesAfter(at, -day) }),
  },
  'timestamp-authority-ended': {
    about: 'The trusted root let the timestamp authority count until a day before the timestamp.',
    needs: stamped,
    world: (world, at) =>
      tsaValidFor(world, { start: '2022-01-01T00:00:00Z', end: minutesAfter(at, -day).toISOString() }),
  },
  'timestamp-authority-not-started': {
    about: 'The trusted root lets the timestamp authority count from a day after the timestamp.',
    needs: stamped,
    world: (world, at) => tsaValidFor(world, { start: minutesAfter(at, day).toISOString() }),
  },
  'timestamp-digest-wrong': {
    about: 'The signed attributes state the digest of another content.',
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, messageDigest: hash('sha256', 'evil', 'buffer') })),
  },
  'timestamp-binds-another-certificate': {
    about: 'The signed attributes bind the certificate of another authority (RFC 5816).',
    needs: stamped,
    timestamps: (plans, { world }) => {
      const [boundCertificate] = mintAuthority(world.authority).chain;
      return plans.map((plan) => (boundCertificate === undefined ? plan : { ...plan, boundCertificate }));
    },
  },
  'timestamp-binds-no-certificate': {
    about: "The signed attributes do not bind the authority's certificate.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, signingCertificate: 'none' })),
  },
  'timestamp-rejected': {
    about: "The authority's answer has the status of a rejection, and a token all the same.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, status: 2 })),
  },
  'timestamp-with-failure': {
    about: "The authority's answer is granted, and says why it was rejected.",
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, failure: [0] })),
  },
  'timestamp-of-other-content': {
    about: 'The token says that its content is plain data.',
    needs: stamped,
    ...eachTimestamp((plan) => ({ ...plan, contentType: '1.2.840.113549.1.7.1' })),
  },
  'timestamp-trailing-bytes': {
    about: "The authority's answer goes on after its end.",
    needs: stamped,
    ...editMaterial((material) => ({
      ...material,
      timestampVerificationData: {
        rfc3161Timestamps: (material.timestampVerificationData?.rfc3161Timestamps ?? []).map(({ signedTimestamp }) => ({
          signedTimestamp: Buffer.concat([Buffer.from(signedTimestamp, 'base64'), integer(1)]).toString('base64'),
        })),
      },
    })),
  },
});

function signer(world: World, change: Partial<TsaPlan['signer']>): World {
  return { ...world, tsa: { ...world.tsa, signer: { ...world.tsa.signer, ...change } } };
}

function root(world: World, change: Partial<AuthorityPlan>): World {
  const [top] = world.tsa.authority;
  return { ...world, tsa: { ...world.tsa, authority: [{ ...top, ...change }] } };
}

function tsaValidFor(world: World, validFor: TsaPlan['validFor']): World {
  return { ...world, tsa: { ...world.tsa, validFor } };
}
