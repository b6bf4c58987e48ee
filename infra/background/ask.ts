import { type Answer, answerSchemas, type Question } from './messages.ts';

/** A thread that is busy for longer than this is not waited for. */
const ANSWER_WITHIN_MS = 2500;

export type Asking = {
  /** Rejects when there is no answer in time, or none can be given. */
  readonly ask: <About extends Question['about']>(
    question: Extract<Question, { about: About }>,
  ) => Promise<Answer<About>>;
  readonly answered: (id: number, answer: unknown) => void;
  readonly unanswered: (id: number, error: Error) => void;
  /** Nobody answers any more. */
  readonly end: (error: Error) => void;
};

type Waiting = {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

/** Questions to another thread, each with its answer. */
export const createAsking = (
  send: (id: number, question: Question) => void,
  answerWithinMs = ANSWER_WITHIN_MS,
): Asking => {
  const waiting = new Map<number, Waiting>();
  let ended: Error | null = null;
  let last = 0;

  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    clearTimeout(one?.timer);
    waiting.delete(id);
    return one;
  };
  const unanswered = (id: number, error: Error): void => settle(id)?.reject(error);

  const put = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended !== null) {
        reject(ended);
        return;
      }
      last += 1;
      const id = last;
      const timer = setTimeout(
        () => unanswered(id, new Error('the background thread did not answer in time')),
        answerWithinMs,
      );
      waiting.set(id, { resolve, reject, timer });
      send(id, question);
    });

  return {
    ask: async <About extends Question['about']>(question: Extract<Question, { about: About }>) =>
      answerSchemas[question.about].parse(await put(question)) as Answer<About>,
    answered: (id, answer) => settle(id)?.resolve(answer),
    unanswered,
    end: (error) => {
      ended = error;
      for (const id of [...waiting.keys()]) unanswered(id, error);
    },
  };
};
