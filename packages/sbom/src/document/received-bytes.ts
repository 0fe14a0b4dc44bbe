import type { Digest, Finding, Subject, SubjectFacts, SubjectFile } from '@assay/model';

/** Whether received bytes are others than the pinned ones: by a digest of the same algorithm, or by the word of a check. */
export function areOtherBytes(file: SubjectFile, computed: readonly Digest[], findings: readonly Finding[]): boolean {
  const pins = file.pins.filter(({ covers }) => covers === 'artifact');
  return pins.some((pin) => contradicts(pin, computed)) || isRefuted(file, findings);
}

function contradicts(pin: Digest, computed: readonly Digest[]): boolean {
  return computed.some(({ alg, value, covers }) => covers === 'artifact' && alg === pin.alg && value !== pin.value);
}

/** Also where no algorithm is common: whoever compared the bytes with something else says that they are others. */
function isRefuted({ name }: SubjectFile, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ check, outcome, file }) => outcome === 'refuted' && check.endsWith('digest') && (file ?? name) === name,
  );
}

/**
 * The facts without what archives say whose bytes are not the pinned ones: their licences, people, links and licence files are somebody
 * else's. That they were received, and their digests, stay. Which of several archives was described is not known, so one is enough.
 */
export function ownFacts(facts: SubjectFacts, { files }: Subject, findings: readonly Finding[]): SubjectFacts {
  const others = facts.received.filter(({ name, digests }) => {
    const file = files.find((each) => each.name === name);
    return file === undefined || areOtherBytes(file, digests, findings);
  });
  if (others.length === 0) return facts;
  return {
    ...facts,
    descriptions: facts.descriptions.filter(({ from }) => from !== 'archive'),
    received: facts.received.map((each) => (others.includes(each) ? { ...each, licenseFiles: [] } : each)),
  };
}
