import { z } from 'zod';

/** How numbers, flags and lists are written in the environment, and how to say so. */
export const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));

export const flag = () => z.stringbool();

export const list = () =>
  z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

export const whole = (min: number, max: number): string => `a whole number from ${min} to ${max}`;
export const ON_OFF = 'true or false';
