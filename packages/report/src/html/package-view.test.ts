import { afterAll, describe, expect, it } from 'vitest';
import { htmlSample } from '../testing/html-sample.js';
import { chromium, ReportReader } from '../testing/html-page.js';

describe.skipIf(chromium === null)('the view of one package', () => {
  const reader = new ReportReader();
  afterAll(() => reader.close());
  const input = htmlSample();
  const text = "document.getElementById('package-body').innerText";
  const open = (id: string) => reader.open(input, { hash: `#${encodeURIComponent(id)}` });

  it('tells what decided first, then what every check found, with its evidence', async () => {
    const page = await open('pkg:npm/tampered@1.0.0');
    const told = await page.evaluate<string>(text);
    expect(told).toMatch(
      /artifact-digest\s+refuted\s+artifact-digest-mismatch[\s\S]*Other bytes are served[\s\S]*Do not install\.[\s\S]*pin-strength\s+proven/,
    );
    expect(told).toContain(`sha256:${'e'.repeat(64)}`);
    expect(told).toContain(`sha256:${'a'.repeat(64)}`);
    expect(told).toContain('package-lock.json:10 node_modules/tampered (prod)');
    await page.close();
  });

  it('shows the path from the project, and leads along it', async () => {
    const page = await open('pkg:npm/tampered@1.0.0');
    const steps = "[...document.querySelectorAll('.path li')].map((step) => step.textContent)";
    expect(await page.evaluate(steps)).toEqual(['the project', 'weak 1.0.0', 'unpinned 1.0.0', 'tampered 1.0.0']);
    await page.evaluate("[...document.querySelectorAll('.path button')][1].click()");
    expect(await page.evaluate("document.getElementById('package-title').textContent")).toBe('unpinned 1.0.0');
    await page.close();
  });

  it('tells who signed what, when, and with which digest', async () => {
    const page = await open('pkg:npm/%40scope/signed@2.3.4');
    const facts = await page.evaluate<readonly string[]>(
      "[...document.querySelectorAll('.voucher dl > div')].map((row) => row.innerText.replace(/\\s+/g, ' '))",
    );
    expect(facts).toEqual([
      'Signed by https://forge.example/acme/signed/release.yml@refs/tags/v2.3.4',
      'Identity issued by https://issuer.example',
      'Source repository https://forge.example/acme/signed',
      `Commit ${'c0ffee'.repeat(6)}`,
      `Certificate sha256:${'ab'.repeat(32)}`,
      'File signed-2.3.4.tgz',
      'Built by https://builder.example/v1',
      'Build type https://build.example/workflow',
      'Signed at 2026-01-01T00:00:00Z, says the log https://log.example',
      `Signed digest sha256:${'cd'.repeat(32)}`,
    ]);
    await page.close();
  });

  it('tells which waiver excused it, until when and who answers for it', async () => {
    const page = await open('pkg:npm/old@1.0.0');
    expect(await page.evaluate(text)).toContain(
      'pin-strength for pkg:npm/old@1.0.0, 1 finding, until 2026-06-30, alice@corp.example: Replaced in the next release.',
    );
    await page.close();
  });

  it('opens nothing for an address that names no package', async () => {
    const page = await reader.open(input, { hash: '#pkg%3Anpm%2Fnobody%401.0.0' });
    expect(await page.evaluate("document.getElementById('package').open")).toBe(false);
    const broken = await reader.open(input, { hash: '#%E0%A4%A' });
    expect(broken.errors).toEqual([]);
    await page.close();
    await broken.close();
  });
});
