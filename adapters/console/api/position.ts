/** The furthest place in the log that this page has written: reads wait until they can show it. */
let furthest: bigint | null = null;

export const notePosition = (header: string | null): void => {
  if (header === null || !/^\d+$/.test(header)) return;
  const position = BigInt(header);
  if (furthest === null || position > furthest) furthest = position;
};

export const latestPosition = (): string | null => furthest?.toString() ?? null;

export const forgetPosition = (): void => {
  furthest = null;
};
