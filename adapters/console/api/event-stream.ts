export type StreamedEvent = { readonly id: string; readonly event: string; readonly data: string };

/** Puts server-sent events together from pieces of text, wherever these were cut. Comments and retry times are passed over. */
export const createEventParser = (): ((piece: string) => readonly StreamedEvent[]) => {
  let rest = '';
  let id = '';
  let event = 'message';
  let data: string[] = [];
  const finished: StreamedEvent[] = [];
  const take = (line: string): void => {
    if (line === '') {
      if (data.length > 0) finished.push({ id, event, data: data.join('\n') });
      event = 'message';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') id = value;
    else if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    return finished.splice(0);
  };
};
