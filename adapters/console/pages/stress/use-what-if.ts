import { useEffect, useState } from 'preact/hooks';
import type { NotAvailable, WhatIf, WhatIfRequest } from '../../api/analytics.ts';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { asOf } from '../../state/as-of.ts';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

export type Tried = {
  readonly found: WhatIf | null;
  readonly problem: Problem | null;
  /** What is shown answers an earlier question. */
  readonly stale: boolean;
};

const PAUSE_MS = 250;
const NOTHING: Tried = { found: null, problem: null, stale: false };

/** Asks a moment after the last change; what is shown stays until the answer is there. */
export const useWhatIf = (scope: Scope, request: WhatIfRequest | null): Tried => {
  const [tried, setTried] = useState<Tried>(NOTHING);
  const path = analyticsPath(scope, 'what-if');
  const asked = request === null ? null : JSON.stringify(request);
  const moment = asOf.value;
  useEffect(() => {
    if (asked === null) {
      setTried(NOTHING);
      return;
    }
    setTried((before) => ({ ...before, stale: true }));
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await call<WhatIf | NotAvailable>(path, {
          method: 'POST',
          body: JSON.parse(asked) as WhatIfRequest,
          ...(moment === null ? {} : { query: { as_of: moment } }),
          signal: leaving.signal,
        });
        setTried((before) =>
          answer.ok
            ? { found: answer.value.available ? answer.value : null, problem: null, stale: false }
            : { found: before.found, problem: answer.error, stale: false },
        );
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [path, asked, moment]);
  return tried;
};
