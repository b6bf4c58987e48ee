export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/**
 * Where time goes, told to whoever collects traces. All that follows from one call has its correlation id and is one
 * trace, whatever process does it: the call, the events it wrote, the work that followed, the read models that show it.
 */
export type Tracing = {
  /** The call that everything else follows from. `run` begins it; what it returns is called once, when it has ended. */
  readonly call: (
    about: { readonly name: string; readonly correlationId: string },
    run: () => void,
  ) => (end: {
    readonly name: string;
    readonly attributes: SpanAttributes;
    readonly failed: boolean;
  }) => void;
  readonly during: <Value>(
    about: { readonly name: string; readonly correlationId: string; readonly attributes: SpanAttributes },
    work: () => Promise<Value>,
  ) => Promise<Value>;
  /** What is over. Milliseconds since 1970. */
  readonly was: (about: {
    readonly name: string;
    readonly correlationId: string;
    readonly attributes: SpanAttributes;
    readonly startedAt: number;
    readonly endedAt: number;
  }) => void;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
};

/** Where nobody collects them. */
export const noTracing: Tracing = {
  call: (_about, run) => {
    run();
    return () => {};
  },
  during: (_about, work) => work(),
  was: () => {},
  stop: async () => {},
};
