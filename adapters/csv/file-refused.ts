import type { Refusal } from '../../domain/errors/refusal.ts';

/** Ends the chain of generators that reads a file, wherever it is. `parsePositionsCsv` turns it back into a value. */
export class FileRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message ?? refusal.code);
    this.name = 'FileRefused';
    this.refusal = refusal;
  }
}
