/** Something about a row that the file does not say and that was taken to be so. */
export type Assumption = { readonly code: string; readonly message: string };

export const assumption = (code: string, message: string): Assumption => ({ code, message });
