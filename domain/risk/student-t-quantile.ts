import { studentTTail } from './student-t.ts';

/**
 * The t beyond which Student's t with `degreesOfFreedom` > 0 lies, in either direction, with probability `tail`
 * (0 < tail < 1): what a two-sided interval of confidence 1 − tail reaches to. By bisection, to working precision.
 *
 * @example studentTQuantile(0.05, 10) // 2.228138851964939
 */
export const studentTQuantile = (tail: number, degreesOfFreedom: number): number => {
  const tailOf = studentTTail(degreesOfFreedom);
  let [low, high] = [0, 1];
  while (tailOf(high) > tail) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (tailOf(middle) > tail) low = middle;
    else high = middle;
  }
};
