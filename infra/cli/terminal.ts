import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { OperatorError } from '../operator-error.ts';

/** A person at the keyboard. */
export type Terminal = {
  readonly ask: (question: string) => Promise<string>;
  /** What is typed is not shown. */
  readonly askHidden: (question: string) => Promise<string>;
  readonly close: () => void;
};

export const createTerminal = (
  input: NodeJS.ReadableStream,
  screen: NodeJS.WritableStream,
  onInterrupt: () => void,
): Terminal => {
  let hidden = false;
  // The line editor shows what is typed by writing it.
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      if (!hidden) screen.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  lines.on('SIGINT', onInterrupt);
  const ended = new Promise<never>((_resolve, reject) => {
    lines.once('close', () => reject(new OperatorError('The input has ended; nothing was changed.')));
  });
  // It is of interest only to whoever waits for an answer.
  ended.catch(() => {});
  return {
    ask: (question) => Promise.race([lines.question(question), ended]),
    askHidden: async (question) => {
      screen.write(question);
      hidden = true;
      try {
        return await Promise.race([lines.question(''), ended]);
      } finally {
        hidden = false;
        screen.write('\n');
      }
    },
    close: () => lines.close(),
  };
};

/** Null where nobody can be asked: in a script, a container, a pipe. */
export const openTerminal = (): Terminal | null =>
  process.stdin.isTTY && process.stdout.isTTY
    ? // The line editor takes the key away from the system, which would have made a signal of it.
      createTerminal(process.stdin, process.stdout, () => process.kill(process.pid, 'SIGINT'))
    : null;
