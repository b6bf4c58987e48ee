/** What a guide promises of the call before it: `# → 201: portfolio_id, "text that is in the answer"`. */
export type Promised = {
  readonly line: number;
  readonly status: number;
  /** Members of the JSON answer, with dots into it, or texts in quotation marks. */
  readonly shows: readonly string[];
};

type Line = { readonly number: number; readonly text: string };

const PROMISE = /# → (\d{3})(?:: (.+))?$/;
const CALL = /\bcurl -/;

/** Lines of the page's `sh` blocks. */
const shellLines = (page: string): readonly Line[] => {
  let inside = false;
  return page.split('\n').flatMap((text, i) => {
    if (text.startsWith('```')) {
      inside = !inside && text === '```sh';
      return [];
    }
    return inside ? [{ number: i + 1, text }] : [];
  });
};

export const promisesOf = (page: string): readonly Promised[] =>
  shellLines(page).flatMap(({ number, text }) => {
    const [, status, shows = ''] = PROMISE.exec(text) ?? [];
    return status === undefined
      ? []
      : [{ line: number, status: Number(status), shows: shows.match(/"[^"]+"|[\w.]+/g) ?? [] }];
  });

/** Lines with a call of which nothing is promised before the next one: nobody would notice when it broke. */
export const unpromisedCalls = (page: string): readonly number[] => {
  const open: number[] = [];
  const forgotten: number[] = [];
  for (const { number, text } of shellLines(page)) {
    if (CALL.test(text)) {
      forgotten.push(...open.splice(0));
      open.push(number);
    }
    if (PROMISE.test(text)) open.length = 0;
  }
  return [...forgotten, ...open];
};

/**
 * The page as one script. Each call's status, headers and body go into files of `KEPT`, and each promise notes which call
 * was the last before it.
 */
export const scriptOf = (page: string): string =>
  [
    'set -u',
    'curl() {',
    '  local n; n=$(($(cat "$KEPT/count") + 1)); echo "$n" > "$KEPT/count"',
    `  command curl --max-time 60 -w '%{stderr}\\n%{http_code}' "$@" 2> "$KEPT/$n.status" | tee "$KEPT/$n.body"`,
    '}',
    'echo 0 > "$KEPT/count"',
    ...shellLines(page).flatMap(({ number, text }) => [
      text,
      ...(PROMISE.test(text) ? [`cp "$KEPT/count" "$KEPT/line-${number}"`] : []),
    ]),
  ].join('\n');

/** A member of JSON by its way in, as `scenarios.0.name`; undefined where there is none. */
export const memberOf = (value: unknown, way: string): unknown =>
  way
    .split('.')
    .reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
