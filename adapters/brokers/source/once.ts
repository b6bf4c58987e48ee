/** Bytes that are all here, as the stream that readers of files take. */
export async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
