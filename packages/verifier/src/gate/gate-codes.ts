/** Reason codes of the gate: one for each way in which a condition holds or does not. */

import type { CodeCatalogue } from '@assay/model';

const proven = (text: string) => ({ outcome: 'proven', text, next: '' }) as const;
const notAsked = (text: string) => ({ outcome: 'not-applicable', text, next: '' }) as const;
const refuted = (text: string, next: string) => ({ outcome: 'refuted', text, next }) as const;
const absent = (text: string, next: string) => ({ outcome: 'absent', text, next }) as const;
const unknown = (text: string, next: string) => ({ outcome: 'unknown', text, next }) as const;

const again = 'Verify and attest again (`assay verify --attest`), and deploy with what that writes.';
const findOut = 'Do not deploy it. Find out who put it there.';

/** Code → what it means. */
export const gateCodes = {
  'artifact-read': proven('The file was read to its end, and stayed the same meanwhile.'),
  'artifact-by-digest': proven('The artefact was named by its digest.'),
  'artifact-changed': refuted(
    'Somebody wrote to the file while it was read, so its digests are of nothing that will be deployed.',
    'Wait until the artefact is complete, and see that nobody can write to it.',
  ),
  'summary-lines-read': proven('Every line of the summary files was understood.'),
  'summary-line-unreadable': unknown(
    'A line of a summary file cannot be read: nobody knows what it says, and it may be about this artefact.',
    'Fetch the file again; if it stays, have the summary made again.',
  ),
  'summary-found': proven('There is a summary of a run about this artefact.'),
  'summary-missing': absent(
    'There is no summary of a run about this artefact.',
    'Give the file that `assay verify --attest` wrote for it with --summary.',
  ),
  'summary-wrong-subject': refuted('The summary is about other bytes under this name.', findOut),
  'summary-only-other-types': refuted(
    'There are statements about this artefact, and none of them is the summary of a run.',
    'Give all lines that `assay verify --attest` wrote: only the one with the run’s result decides.',
  ),
  'summary-signature-valid': proven('Its signature holds.'),
  'summary-signature-invalid': refuted(
    'Its signature does not hold, or it is not of the one form that is accepted.',
    findOut,
  ),
  'summary-signature-unknown': unknown(
    'Its signature could not be verified with the trust at hand.',
    'See `assay trust show` and `assay trust update`, or name the trusted root with --trusted-root.',
  ),
  'summary-signer-accepted': proven('An accepted signer made it.'),
  'summary-signer-not-accepted': refuted(
    'Its signature holds, and it is by nobody whom the policy accepts.',
    'If this signer is the right one, write it under `gate.signers`; otherwise find out who signed.',
  ),
  'summary-understood': proven('It is the summary of a run, and does not contradict itself.'),
  'summary-not-understood': refuted(
    'An accepted signer made it, and it lacks something or contradicts itself.',
    'Find out what made it: Assay writes no such summary. Verify and attest again.',
  ),
  'subject-matches': proven('It is about exactly these bytes.'),
  'subject-differs': refuted('It states another digest than the artefact has.', findOut),
  'summary-newest': proven('It is the newest summary of this artefact among those given.'),
  'summary-superseded': refuted(
    'An older summary passed, and the newest one does not: the newest decides.',
    'Find out what has changed since, and verify and attest again when it is mended.',
  ),
  'run-passed': proven('The run passed.'),
  'run-passed-with-warnings': proven('The run passed with warnings, which the policy accepts.'),
  'run-passed-with-waivers': proven('The run passed with waivers, which the policy accepts.'),
  'run-failed': refuted('The run failed.', 'Mend what the report of the run names. Do not deploy.'),
  'run-unverified': unknown(
    'The run could not verify everything.',
    'Let the run finish: its report names what was out of reach.',
  ),
  'run-warnings-refused': refuted(
    'The run passed with warnings, and the policy accepts none.',
    'Mend what the report warns about.',
  ),
  'run-waivers-refused': refuted('The run passed with waivers, and the policy accepts none.', 'Mend what is waived.'),
  'depth-enough': proven('The run looked as closely as is asked.'),
  'depth-too-low': refuted(
    'The run did not look as closely as is asked.',
    'Verify again with the `--depth` that the policy’s `gate.depth` asks for.',
  ),
  'policy-accepted': proven('It was judged by an accepted policy.'),
  'policy-not-accepted': refuted(
    'It was judged by a policy that is not accepted.',
    'Verify again with the policy in force, or list the digest under `gate.policies` if that policy is right.',
  ),
  'policy-downgrade': refuted(
    'It was judged by an older policy than one that this artefact was judged by before.',
    'Verify again with the policy in force. `gate.policies` lists the newest first.',
  ),
  'verifier-accepted': proven('It was made by an accepted version of Assay.'),
  'verifier-not-accepted': refuted(
    'It was made by a version of Assay that is not accepted.',
    'Verify again with a version that `gate.verifiers` accepts.',
  ),
  'summary-fresh': proven('It is not older than is allowed.'),
  'summary-stale': refuted('It is older than is allowed.', again),
  'time-not-in-future': proven('It is not from the future.'),
  'time-in-future': refuted(
    'It says that it was made in the future.',
    'Set the clocks right, of this machine and of the one that verified.',
  ),
  'clock-set-back': refuted(
    'This machine’s clock stands before the last time that something was let through.',
    'Set the clock right. A clock that runs behind makes old summaries look fresh.',
  ),
  'signing-time-agrees': proven('It was signed after it was made, by a clock that is trusted.'),
  'signing-time-not-witnessed': notAsked('No trusted clock says when it was signed: a key signs without one.'),
  'signing-time-contradicts': refuted('It was signed before it says that it was made.', findOut),
  'nothing-newer-seen': proven('Nothing newer was let through before.'),
  'nothing-remembered': notAsked('Nothing is remembered of earlier deploys.'),
  'summary-replayed': refuted(
    'A newer summary of these bytes was seen before: this is an older one again.',
    'Use the newest summary.',
  ),
  'summary-rolled-back': refuted(
    'A newer artefact of this name was let through before, with a newer summary.',
    'To go back to this artefact on purpose, verify and attest it again: a new summary of it passes.',
  ),
  'links-strong-enough': proven('Every lockfile is linked to the artefact strongly enough.'),
  'link-too-weak': refuted(
    'That a lockfile belongs to this artefact is said, and not shown as strongly as is asked.',
    'Put the lockfile into the artefact, or attest with its provenance; or accept the link under `gate.links`.',
  ),
  'no-lockfile': refuted('The run was about no lockfile.', again),
  'waivers-in-force': proven('Every waiver that it passed with is still in force.'),
  'no-waivers': proven('It passed without waivers.'),
  'waiver-expired': refuted(
    'It passed with a waiver that has expired since.',
    'Mend what was waived or renew the waiver, and verify again.',
  ),
  'sbom-belongs': proven('The bill of materials is the one of that run, byte for byte.'),
  'sbom-not-asked': notAsked('No bill of materials is asked for.'),
  'sbom-missing': absent('The bill of materials of that run was not given.', 'Give it with --sbom.'),
  'sbom-not-stated': absent(
    'The summary does not say which bill of materials belongs to it.',
    'Verify again with --sbom FILE and --attest in one run.',
  ),
  'sbom-differs': refuted('The bill of materials is not the one of that run.', findOut),
  'report-belongs': proven('The report is the one of that run, byte for byte.'),
  'report-differs': refuted('The report is not the one of that run.', findOut),
  'evidence-belongs': proven('The evidence file is the one of that run, byte for byte.'),
  'evidence-differs': refuted('The evidence file is not the one of that run, or that run wrote none.', findOut),
  'denied-not-asked': notAsked('The policy names no feed of what is denied.'),
  'denied-feed-current': proven('The feed of what is denied is signed by an accepted signer, and fresh.'),
  'denied-feed-missing': unknown(
    'There is no feed of what is denied.',
    'Give one with --denied, or let the gate fetch it from `gate.denied.url`.',
  ),
  'denied-feed-unreachable': unknown(
    'The feed of what is denied could not be fetched.',
    'Try again, or give the feed with --denied.',
  ),
  'denied-feed-unreadable': unknown(
    'The feed of what is denied cannot be read.',
    'Fetch it again from who publishes it.',
  ),
  'denied-feed-signature-invalid': refuted(
    'The signature of the feed does not hold.',
    'Fetch the feed again from who publishes it.',
  ),
  'denied-feed-signature-unknown': unknown(
    'The signature of the feed could not be verified with the trust at hand.',
    'See `assay trust show`, or name the trusted root with --trusted-root.',
  ),
  'denied-feed-signer-not-accepted': refuted(
    'The feed is signed by nobody whom `gate.denied.signers` names.',
    'Fetch the feed again from who publishes it; if its signer has changed, write the new one into the policy.',
  ),
  'denied-feed-malformed': refuted(
    'The feed is signed, and holds something that a feed does not.',
    'Update Assay, or tell who publishes the feed.',
  ),
  'denied-feed-other': refuted(
    'It is another feed than the one that `gate.denied.feed` names.',
    'Fetch the one that is asked for; if it has another name now, write that into the policy.',
  ),
  'denied-feed-stale': unknown('The feed of what is denied is too old, or has expired.', 'Fetch the newest issue.'),
  'denied-feed-in-future': refuted(
    'The feed says that it was issued in the future.',
    'Set the clocks right, here and where the feed is made.',
  ),
  'denied-feed-rolled-back': refuted('A newer issue of the feed was seen before.', 'Fetch the newest issue.'),
  'nothing-denied': proven('Nothing that could be compared has turned out to be bad since.'),
  'components-unreadable': unknown(
    'The bill of materials or report of that run cannot be read, so nobody knows what is in the artefact.',
    'Verify again, and give the gate what that run writes.',
  ),
  'artifact-denied': refuted('The artefact has turned out to be bad since.', 'Do not deploy it.'),
  'signer-denied': refuted(
    'The signer of the summary no longer counts.',
    'Do not deploy it before somebody else has verified it.',
  ),
  'component-denied': refuted(
    'Something in the artefact has turned out to be bad since.',
    'Do not deploy it. Replace what is denied, build and verify again.',
  ),
  'not-reached': unknown('It was not looked at, because what it rests on does not hold.', ''),
} as const satisfies CodeCatalogue;

/** A code of {@link gateCodes}. */
export type GateCode = keyof typeof gateCodes;
