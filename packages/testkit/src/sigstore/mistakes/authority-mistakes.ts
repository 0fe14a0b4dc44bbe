import type { AuthorityPlan, AuthorityPlans } from '../certificate-authority.js';
import { keyPurpose, keyUsageBit, nameConstraints, unknownCritical } from '../certificate.js';
import { strangerWorld } from '../strangers.js';
import { trustedRootOf } from '../trusted-root.js';
import type { ValidFor } from '../valid-for.js';
import type { World } from '../world.js';
import { minutesAfter } from './edits.js';
import { mistakes } from './mistake.js';

const day = 24 * 60;

/** What can be wrong with the certificate authority, and what the trusted root says about it. */
export const authorityMistakes = mistakes({
  'intermediate-expired': {
    about: 'The intermediate authority had expired a day before the certificate was used.',
    world: (world, at) => lowest(world, { notAfter: minutesAfter(at, -day) }),
  },
  'intermediate-not-yet-valid': {
    about: 'The intermediate authority becomes valid a day after the certificate was used.',
    world: (world, at) => lowest(world, { notBefore: minutesAfter(at, day) }),
  },
  'root-expired': {
    about: 'The root authority had expired a day before the certificate was used.',
    world: (world, at) => root(world, { notAfter: minutesAfter(at, -day) }),
  },
  'intermediate-not-ca': {
    about: 'The intermediate is not marked as a certificate authority.',
    world: (world) => lowest(world, { constraints: { authority: false } }),
  },
  'intermediate-without-constraints': {
    about: 'The intermediate has no basic constraints.',
    world: (world) => lowest(world, { constraints: null }),
  },
  'intermediate-without-cert-sign': {
    about: 'The key usage of the intermediate does not allow to sign certificates.',
    world: (world) => lowest(world, { keyUsage: [keyUsageBit.digitalSignature] }),
  },
  'intermediate-with-wrong-eku': {
    about: 'The intermediate may only issue certificates for TLS servers.',
    world: (world) => lowest(world, { extendedKeyUsage: [keyPurpose.serverAuth] }),
  },
  'root-with-wrong-eku': {
    about: 'The root may only issue certificates for timestamps.',
    world: (world) => root(world, { extendedKeyUsage: [keyPurpose.timeStamping] }),
  },
  'intermediate-with-name-constraints': {
    about: 'The intermediate may only issue certificates for names in another domain.',
    world: (world) => lowest(world, { extra: [nameConstraints('allowed.example')] }),
  },
  'intermediate-with-name-constraints-not-critical': {
    about: 'The intermediate may only issue certificates for names in another domain, and does not call that critical.',
    world: (world) => lowest(world, { extra: [nameConstraints('allowed.example', false)] }),
  },
  'root-with-name-constraints': {
    about: 'Below the root, certificates are only for names in another domain.',
    world: (world) => root(world, { extra: [nameConstraints('allowed.example')] }),
  },
  'intermediate-with-unknown-critical-extension': {
    about: 'The intermediate has a critical extension that nobody knows.',
    world: (world) => lowest(world, { extra: [unknownCritical] }),
  },
  'root-with-unknown-critical-extension': {
    about: 'The root has a critical extension that nobody knows.',
    world: (world) => root(world, { extra: [unknownCritical] }),
  },
  'intermediate-too-deep': {
    about: 'The root allows no authorities below it, and there is one.',
    world: (world) => root(world, { constraints: { authority: true, pathLength: 0 } }),
  },
  'intermediate-by-other-root': {
    about: 'Another root of the same name signed the intermediate; the trusted root lists the right one.',
    root: (trusted, { world }) => {
      const [authority] = trustedRootOf(strangerWorld(world), {}).certificateAuthorities;
      const [top] = authority?.certChain.certificates.slice(-1) ?? [];
      const certificateAuthorities = trusted.certificateAuthorities.map((own) => ({
        ...own,
        certChain: { certificates: [...own.certChain.certificates.slice(0, -1), ...(top === undefined ? [] : [top])] },
      }));
      return { ...trusted, certificateAuthorities };
    },
  },
  'authority-ended': {
    about: 'The trusted root let the authority count until a day before the certificate was used.',
    world: (world, at) => validFor(world, { start: '2022-01-01T00:00:00Z', end: minutesAfter(at, -day).toISOString() }),
  },
  'authority-not-started': {
    about: 'The trusted root lets the authority count from a day after the certificate was used.',
    world: (world, at) => validFor(world, { start: minutesAfter(at, day).toISOString() }),
  },
  'trusted-root-of-another': {
    about: 'The trusted root is that of another instance with the same names.',
    root: (_, { world }) => trustedRootOf(strangerWorld(world), {}),
  },
});

function validFor(world: World, authorityValidFor: ValidFor): World {
  return { ...world, authorityValidFor };
}

function root(world: World, change: Partial<AuthorityPlan>): World {
  const [top, ...below] = world.authority;
  return { ...world, authority: [{ ...top, ...change }, ...below] };
}

function lowest(world: World, change: Partial<AuthorityPlan>): World {
  const [top, intermediate] = world.authority;
  if (intermediate === undefined) throw new Error('this mistake needs an intermediate authority');
  const authority: AuthorityPlans = [top, { ...intermediate, ...change }];
  return { ...world, authority };
}
