/**
 * Closed (everything passes) → open after `failures` failures in a row (nothing passes for `coolDownMs`) → half open
 * (one call is let through: its success closes the circuit, its failure opens it again). A call that is let through
 * and never reports counts as failed after another cool-down.
 */
export type CircuitBreaker = {
  readonly allows: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
};

export const createCircuitBreaker = ({
  failures,
  coolDownMs,
  now,
}: {
  readonly failures: number;
  readonly coolDownMs: number;
  readonly now: () => number;
}): CircuitBreaker => {
  let inARow = 0;
  let closedUntil = 0;
  return {
    allows: () => {
      if (inARow < failures) return true;
      if (now() < closedUntil) return false;
      closedUntil = now() + coolDownMs;
      return true;
    },
    succeeded: () => {
      inARow = 0;
    },
    failed: () => {
      inARow += 1;
      if (inARow >= failures) closedUntil = now() + coolDownMs;
    },
  };
};
