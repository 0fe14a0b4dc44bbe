/** A report about many packages, each with all findings, digests and signers that a run at full depth leaves. */

const digest = (seed, alg = 'sha256', covers = 'document') => {
  let value = '';
  // Digests do not compress: neither may these.
  for (let state = seed * 2654435761 + alg.length; value.length < (alg === 'sha512' ? 128 : 64);) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    value += state.toString(16).padStart(8, '0');
  }
  return { alg, value, covers };
};

const words = ['stream', 'parse', 'left', 'pad', 'core', 'util', 'node', 'async', 'json', 'path', 'glob', 'color'];
const nameOf = (index) => {
  const name = `${words[index % 12]}-${words[Math.floor(index / 12) % 12]}-${index.toString(36)}`;
  return index % 4 === 0 ? `@${words[index % 7]}/${name}` : name;
};

/** Checks that pass, with the documents and bytes that each rests on. */
const proofs = ({ file, name, version, release, archive }) => [
  ['pin-strength', 'pin-strong', `${file} is pinned by sha512.`, []],
  ['source', 'source-allowed', `${name} names no URL, so it comes from https://registry.example/.`, []],
  ['registry-digest', 'registry-digest-match', `The registry states the pinned digest of ${file}.`, [release]],
  ['registry-signature', 'registry-signature-valid', `${file} is signed by key SHA256:key of the registry.`, [release]],
  ['provenance', 'attestations-missing', 'The registry holds no attestation.', []],
  ['publisher', 'no-publisher-expected', 'Nobody in particular is expected.', []],
  ['artifact-digest', 'artifact-digest-match', `${file} has every pinned digest.`, archive],
  ['archive-safety', 'archive-safe', `${file} holds ${(version.length * 7 + name.length) % 90} entries.`, archive],
  ['manifest-match', 'manifest-match', `${file} holds ${name} ${version}.`, archive],
  ['gem-signature', 'not-a-gem', `${name} is a package of npm.`, []],
];

function packageOf(index) {
  const name = nameOf(index);
  const version = `${index % 9}.${index % 31}.${index % 17}`;
  const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const id = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const pin = digest(index, 'sha512', 'artifact');
  const archive = [digest(index + 1e6, 'sha256', 'artifact'), pin];
  const told = proofs({ file, name, version, release: digest(index + 2e6), archive });
  const bad =
    index % 97 === 0
      ? { outcome: 'refuted', decision: 'fail' }
      : index % 53 === 0
        ? { outcome: 'unknown', decision: 'unverified' }
        : null;
  const findings = told.map(([check, code, detail, evidence], n) => {
    const outcome =
      bad !== null && n === 6 ? bad.outcome : n === 4 ? 'absent' : code.startsWith('no') ? 'not-applicable' : 'proven';
    return { id: `${id}|${check}|${file}|1`, check, subject: id, outcome, code, detail, evidence, file };
  });
  const decision = bad?.decision ?? (index % 3 === 0 ? 'warn' : 'pass');
  const because = decision === 'pass' ? [] : [findings[bad === null ? 4 : 6].id];
  const subject = {
    id,
    purl: id,
    ecosystem: 'npm',
    name,
    version,
    source: { kind: 'registry' },
    files: [{ name: file, url: `https://registry.example/${name}/-/${file}`, pins: [pin], malformedPins: [] }],
    conflictsWith: [],
  };
  const occurrence = {
    subject: id,
    lockfile: 'package-lock.json',
    line: index * 9 + 12,
    path: `node_modules/${name}`,
    scope: index % 5 === 0 ? 'dev' : 'prod',
  };
  return {
    subject,
    findings,
    occurrence,
    verdict: { subject: id, decision, because, waivedBy: [] },
    vouchers: vouchersOf(index, file, pin),
  };
}

/** Each is signed by the registry, every fifth has provenance too. */
function vouchersOf(index, file, pin) {
  const key = {
    file,
    check: 'registry-signature',
    signer: { kind: 'registry-key', keyId: 'SHA256:key', registry: 'https://registry.example/' },
    times: [],
    logEntries: [],
    digest: pin,
  };
  if (index % 5 !== 0) return [key];
  const repository = `https://forge.example/${words[index % 12]}/${words[index % 11]}-${index}`;
  const claims = {
    sourceRepositoryUri: repository,
    sourceRepositoryRef: 'refs/heads/main',
    sourceRepositoryDigest: digest(index + 3e6).value.slice(0, 40),
    runnerEnvironment: 'hosted',
    runInvocationUri: `${repository}/actions/runs/${index * 7919}/attempts/1`,
  };
  const signer = {
    kind: 'identity',
    san: { type: 'uri', value: `${repository}/.github/workflows/release.yml@refs/heads/main` },
    issuer: 'https://issuer.example',
    claims,
    certificate: digest(index + 4e6),
  };
  const times = [{ at: '2026-01-01T00:00:00Z', by: 'log', source: 'https://log.example' }];
  const logEntries = [{ log: 'https://log.example', logId: 'ab', index: String(index * 1009), kind: 'dsse' }];
  return [
    key,
    {
      file,
      check: 'provenance',
      signer,
      times,
      logEntries,
      digest: pin,
      predicateType: 'https://slsa.dev/provenance/v1',
      build: { builder: 'https://builder.example', buildType: 'https://build.example/v1' },
    },
  ];
}

/** What `renderHtml` is given. */
export function largeReport(count) {
  const parts = Array.from({ length: count }, (_, index) => packageOf(index));
  const findings = parts.flatMap((part) => part.findings);
  const verdicts = parts.map((part) => part.verdict);
  const decisions = { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 };
  for (const { decision } of verdicts) decisions[decision] += 1;
  const none = { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
  const checks = parts[0].findings.map(({ check }) => ({ check, outcomes: none, waived: 0, ignored: 0 }));
  const lockfiles = [
    { path: 'package-lock.json', ecosystem: 'npm', format: 'package-lock.json v3', digest: digest(7) },
  ];
  const report = {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    at: '2026-01-02T03:04:05Z',
    depth: 'artifacts',
    decision: 'fail',
    exitCode: 1,
    policyDigest: digest(8),
    inventoryDigest: digest(9),
    trustedRoots: [],
    lockfiles,
    findings,
    verdicts,
    totals: { subjects: count, decisions, outcomes: none, checks },
    waivers: [],
    notLookedAt: [],
    gaps: [],
    warnings: [],
  };
  const subjects = parts.map(({ subject }) => subject);
  const edges = subjects.slice(1).map(({ id }, index) => ({ from: subjects[Math.floor(index / 3)].id, to: id }));
  const inventory = { lockfiles, subjects, occurrences: parts.map(({ occurrence }) => occurrence), edges, gaps: [] };
  const facts = new Map(
    parts.map(({ subject: { id }, vouchers }) => [id, { subject: id, descriptions: [], received: [], vouchers }]),
  );
  const codeInfo = (check, code) => ({
    outcome: 'unknown',
    text: `What ${check} says by ${code}.`,
    next: `What to do about ${code}.`,
  });
  return { report, inventory, codeInfo, facts };
}
