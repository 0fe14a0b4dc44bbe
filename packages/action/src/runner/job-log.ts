/** The step's log. Commands for the runner are written here and nowhere else. */

import { randomUUID } from 'node:crypto';
import { escapeWorkflowData, guardWorkflowLog, workflowCommand, type Annotation } from '@assay/report';

/** Writes to the step's log; each call resolves once its text has left the process. */
export interface JobLog {
  /** Lines of text, in which the runner reads no commands whatever they hold. */
  text(text: string): Promise<void>;
  /** Notes that GitHub shows beside the change, or on the page of the run. */
  annotate(annotations: readonly Annotation[]): Promise<void>;
  /** One sentence each about how the run went. */
  notes(sentences: readonly string[]): Promise<void>;
  /** Has the runner put `***` in the place of a secret, from here on and in all later steps. */
  mask(secret: string): Promise<void>;
}

/** The log behind a stream, as GitHub's runner reads it. */
export function createJobLog(stream: NodeJS.WritableStream): JobLog {
  const annotate = (annotations: readonly Annotation[]) =>
    write(stream, annotations.map((each) => `${workflowCommand(each)}\n`).join(''));
  return {
    text: (text) => write(stream, guardWorkflowLog(text, randomUUID())),
    annotate,
    notes: (sentences) => annotate(sentences.map((message) => ({ level: 'notice' as const, title: 'Assay', message }))),
    mask: (secret) => write(stream, `::add-mask::${escapeWorkflowData(secret)}\n`),
  };
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      reject(error);
    };
    stream.once('error', fail);
    stream.write(text, (error) => {
      stream.off('error', fail);
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
