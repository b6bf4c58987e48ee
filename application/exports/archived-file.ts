/** One file of an archive. Its text is made when the archive comes to it, as fast as it is read. */
export type ArchivedFile = {
  /** With slashes; of plain characters. */
  readonly path: string;
  readonly content: () => AsyncIterable<string>;
};
