import { escapeMarkdown } from '@assay/report';
import { appendFile } from '../runner/append-file.js';

/** Writes why the step could not do what it was asked to into the job's summary. */
export async function summariseFailure(
  env: Readonly<Record<string, string | undefined>>,
  { title, sentence }: { readonly title: string; readonly sentence: string },
): Promise<void> {
  // The failing step says it as well: a summary that cannot be written is no second failure.
  await appendFile(env, 'GITHUB_STEP_SUMMARY', `## ${escapeMarkdown(title)}\n\n${escapeMarkdown(sentence)}\n`);
}
