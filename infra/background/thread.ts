/** The program of the background thread: what a process does beside answering calls. */
import { setPriority } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { ofThread } from '../../adapters/metrics/merge-metrics.ts';
import { createPool, POOL_SIZE } from '../database/pool.ts';
import { errorMessage } from '../error-code.ts';
import { explainError } from '../explain-error.ts';
import { createLogger } from '../logging.ts';
import { type Composition, compose } from '../service/compose.ts';
import { createEnding } from '../service/ending.ts';
import { BACKGROUND_ROLES } from './division.ts';
import { type FromBackground, type Question, type ToBackground, toBackgroundSchema } from './messages.ts';
import { toldProgress } from './told-progress.ts';

const LOOK_EVERY_MS = 500;
/** A tenth of the main thread's share of a core that both want: people wait for some of this work as well. */
const NICE = 10;

const port = parentPort;
if (port === null) throw new Error('this is the program of a thread');

const say = (message: FromBackground): void => port.postMessage(message);
const ending = createEnding();
const stopping = new AbortController();
let composition: Composition | null = null;

/** On Linux each thread has a priority of its own; elsewhere it would be the whole process's. */
const giveWay = (): void => {
  if (process.platform !== 'linux') return;
  try {
    setPriority(NICE);
  } catch {
    // Where a sandbox forbids it, both threads have the same share.
  }
};

/** What changes without a word is looked at, and told when it has changed. */
const tellState = ({ leadership, appendsInDoubt }: Composition): NodeJS.Timeout => {
  let told: FromBackground | null = null;
  return setInterval(() => {
    const state: FromBackground = {
      type: 'state',
      leads: [...leadership.leading()],
      appendsInDoubt: appendsInDoubt(),
    };
    if (isDeepStrictEqual(state, told)) return;
    say(state);
    told = state;
  }, LOOK_EVERY_MS);
};

const compositionOf = async ({
  config,
  databaseUrl,
}: Extract<ToBackground, { type: 'begin' }>): Promise<Composition> => {
  const logger = createLogger(config, { write: (line) => say({ type: 'line', line }) });
  const pool = createPool({
    url: databaseUrl,
    applicationName: 'sigmafold',
    max: POOL_SIZE,
    onIdleError: (error) =>
      stopping.signal.aborted || logger.warn({ err: error }, 'a database connection was lost'),
  });
  ending.add(() => pool.end());
  return compose({
    config,
    pool,
    logger,
    roles: BACKGROUND_ROLES,
    progress: toldProgress(say),
    signal: stopping.signal,
  });
};

const begin = async (order: Extract<ToBackground, { type: 'begin' }>): Promise<void> => {
  giveWay();
  try {
    composition = await compositionOf(order);
    ending.add(composition.stop);
    const telling = tellState(composition);
    ending.add(async () => clearInterval(telling));
    await composition.start();
    say({ type: 'begun' });
  } catch (error) {
    if (stopping.signal.aborted) return;
    const line = explainError(error);
    if (line === null) throw error;
    say({ type: 'refused', message: line });
  }
};

const answerTo = async (question: Question): Promise<unknown> => {
  if (composition === null) throw new Error('the background thread has not begun');
  switch (question.about) {
    case 'metrics':
      return ofThread('background', await composition.metrics.snapshot());
    case 'bus':
      return composition.bus.check();
    case 'backlog':
      return composition.bus.backlog(question.topic);
    default:
      return question satisfies never;
  }
};

let beginning: Promise<void> | null = null;

const obey = async (message: ToBackground): Promise<void> => {
  switch (message.type) {
    case 'begin':
      beginning = begin(message);
      return beginning;
    case 'ask':
      try {
        say({ type: 'answer', id: message.id, answer: await answerTo(message.question) });
      } catch (error) {
        say({ type: 'unanswered', id: message.id, message: errorMessage(error) });
      }
      return;
    case 'stop':
      stopping.abort();
      await beginning;
      await ending.stop();
      // A connection that did not end in time keeps no thread alive.
      return process.exit(0);
    default:
      return message satisfies never;
  }
};

// What fails here and is no answer ends the thread, and with it the process.
port.on('message', (received) => void obey(toBackgroundSchema.parse(received)));
