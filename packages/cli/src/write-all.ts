/** Writes and waits until the text has left the process. */

/** Resolves once `text` is flushed; rejects when the reader has gone away (EPIPE): then the report was not delivered. */
export function writeAll(stream: NodeJS.WritableStream, text: string): Promise<void> {
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
