import fc from 'fast-check';
import type { Digest } from '@assay/model';
import { afterAll, describe, expect, it } from 'vitest';
import { chromium, ReportReader } from '../testing/html-page.js';
import { markupAttacks } from '../testing/markup-attacks.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { sample, usedWaiver, type SamplePackage } from '../testing/report-builder.js';
import type { RenderInput } from '../render-input.js';
import { embedJson } from './embed-json.js';
import { renderHtml } from './render-html.js';

const attacks = [...markupAttacks, ...naughtyStrings];
const digest: Digest = { alg: 'sha256', value: 'ab'.repeat(32), covers: 'document' };

/** A package that is called so, comes from there, and of which that is told. */
function hostilePackage(text: string): SamplePackage {
  const fault = {
    check: 'pin-strength',
    code: 'pin-missing',
    outcome: 'absent',
    decision: 'fail',
    detail: text,
    file: text,
  } as const;
  return {
    name: text,
    version: text,
    lockfile: text,
    faults: [fault],
    subject: {
      id: `pkg:npm/${text}`,
      source: { kind: 'git', url: text, commit: text },
      files: [{ name: text, url: text, platform: text, pins: [digest], malformedPins: [text] }],
      bundles: [text],
      conflictsWith: [text],
    },
    occurrence: { path: text, aliases: [text] },
  };
}

/** Every text of a report that a stranger may choose is this one. */
function hostileReport(texts: readonly string[]): RenderInput {
  const [text = ''] = texts;
  const input = sample(texts.map(hostilePackage), {
    lockfiles: [{ path: text, ecosystem: 'npm', format: text, digest }],
    waivers: [{ ...usedWaiver, purl: text, check: text, owner: text, reason: text, expires: text }],
    warnings: texts,
    notLookedAt: texts,
    gaps: texts.map((each) => ({
      lockfile: each,
      line: 1,
      code: each,
      detail: each,
      ...(each.length % 2 === 0 ? { doubt: true as const } : {}),
    })),
    reason: text,
    tool: { name: text, version: text },
    at: text,
  });
  const findings = input.report.findings.map((finding) => ({
    ...finding,
    excerpt: `${finding.detail}\n${finding.detail}`,
  }));
  const facts = input.inventory.subjects.map(({ id, name }) => [id, factsAbout(id, name)] as const);
  const codeInfo = () => ({ outcome: 'absent', text, next: text }) as const;
  return { ...input, report: { ...input.report, findings }, facts: new Map(facts), codeInfo };
}

function factsAbout(subject: string, text: string) {
  const signer = {
    kind: 'identity',
    san: { type: 'uri', value: text },
    issuer: text,
    claims: { sourceRepositoryUri: text, sourceRepositoryRef: text, runInvocationUri: text },
    certificate: digest,
  } as const;
  const times = [{ at: text, by: 'tsa', source: text }] as const;
  const logEntries = [{ log: text, logId: text, index: text, kind: text }];
  const voucher = {
    file: text,
    check: text,
    signer,
    times,
    logEntries,
    predicateType: text,
    build: { builder: text, buildType: text },
  };
  return { subject, descriptions: [], received: [], vouchers: [voucher] };
}

/** Elements and attributes that no report of ours has. */
const strangers = `[...document.querySelectorAll('*')].filter((element) => {
  const ours = 'HTML HEAD META TITLE STYLE SCRIPT BODY A HEADER P TIME DIV BUTTON MAIN SECTION SPAN H1 H2 H3 svg rect UL OL LI ARTICLE DETAILS SUMMARY BDI CODE NOSCRIPT LABEL INPUT SELECT OPTION FIELDSET LEGEND TABLE THEAD TBODY TR TH TD DL DT DD BR DIALOG PRE B'.split(' ');
  const attributes = [...element.attributes].map(({ name }) => name);
  return !ours.includes(element.tagName) || attributes.some((name) => name.startsWith('on') || ['src', 'srcdoc', 'action', 'formaction'].includes(name)) ||
    (element.hasAttribute('href') && element.getAttribute('href') !== '#packages');
}).map((element) => element.outerHTML.slice(0, 200))`;

describe.skipIf(chromium === null)('hostile texts in an HTML report', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());

  const expectHarmless = async (page: Awaited<ReturnType<ReportReader['open']>>) => {
    expect(await page.evaluate(strangers)).toEqual([]);
    const counts =
      "[typeof window.pwned, document.querySelectorAll('script:not(.data)').length, document.styleSheets.length]";
    expect(await page.evaluate(counts)).toEqual(['undefined', 1, 1]);
    expect(page.dialogs).toEqual([]);
    expect(page.errors).toEqual([]);
    expect(page.requests).toHaveLength(1);
  };

  it('make no element, run nothing and ask for nothing, wherever they stand', async () => {
    const page = await reader.open(hostileReport(attacks));
    await expectHarmless(page);
    await page.evaluate("document.querySelector('.row button').click()");
    for (let step = 1; step < attacks.length; step += 1) await page.evaluate("document.getElementById('next').click()");
    expect(await page.evaluate("document.getElementById('position').textContent")).toBe(
      `${String(attacks.length)} of ${String(attacks.length)}`,
    );
    await expectHarmless(page);
    await page.evaluate("document.getElementById('close').click()");
    await page.pdf();
    await expectHarmless(page);
    await page.close();
  });

  it.each(markupAttacks)('as the first of everything: %j', async (text) => {
    const page = await reader.open(hostileReport([text]));
    await page.evaluate("document.querySelector('.row button').click()");
    await expectHarmless(page);
    await page.close();
  });

  it('are shown as they are written, where they can be seen at all', async () => {
    const page = await reader.open(hostileReport(['<script>a</script>']));
    expect(await page.evaluate("document.querySelector('.row bdi').textContent")).toBe('<script>a</script>');
    await page.close();
  });

  it('the policy of the page refuses a script and a style of somebody else', async () => {
    const page = await reader.open(hostileReport(['a']));
    await expect(page.evaluate("document.body.setAttribute('onclick', 'window.pwned=1')")).rejects.toThrow(
      /TrustedScript/,
    );
    await page.evaluate("{ const image = new Image(); image.src = 'https://evil.example/x.png'; }");
    await expect(page.evaluate("document.body.innerHTML = '<b>x</b>'")).rejects.toThrow(/TrustedHTML/);
    expect(await page.evaluate('typeof window.pwned')).toBe('undefined');
    expect(page.errors.join(' ')).toMatch(/Content Security Policy/);
    await page.close();
  });
});

describe('data in a page', () => {
  it('holds nothing that ends its element, and is what was put in, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...attacks), (text, attack) => {
        const embedded = embedJson({ [text]: `${attack}${text}` });
        expect(embedded).not.toMatch(/[<>&\u2028\u2029]/u);
        expect(JSON.parse(embedded)).toEqual({ [text]: `${attack}${text}` });
      }),
    );
  });

  it('reports end each script once, whatever the texts', () => {
    const text = renderHtml(hostileReport(attacks));
    const pieces = text.match(/<script type="application\/json" class="data">/g)?.length ?? 0;
    expect(text.match(/<\/script/gi)).toHaveLength(pieces + 1);
    expect(text.match(/<script/gi)).toHaveLength(pieces + 1);
    expect(text.match(/<\/style/gi)).toHaveLength(1);
    expect(text.isWellFormed()).toBe(true);
    // eslint-disable-next-line no-control-regex -- that there is none is what is tested
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
  });
});
