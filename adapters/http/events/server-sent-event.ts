export type ServerSentEvent = { readonly id: string; readonly event: string; readonly data: object };

/** JSON has no raw line breaks, so one data line is enough. */
export const formatEvent = ({ id, event, data }: ServerSentEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
