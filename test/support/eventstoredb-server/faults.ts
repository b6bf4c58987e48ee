/** What goes wrong, for the next calls that it can happen to. */
export type Fault =
  /** Takes the call and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unavailable' }
  /** This node is a follower now, and says who leads. */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  | { readonly kind: 'access-denied' }
  /** A read or a subscription breaks after so many events. */
  | { readonly kind: 'dropped'; readonly after: number }
  /** The append is written, and its acknowledgement never arrives. */
  | { readonly kind: 'reply-lost' };

export type Method = 'append' | 'read' | 'subscribe';

export const createFaults = () => {
  const queued: { readonly method: Method; readonly fault: Fault }[] = [];
  return {
    /** The next `times` calls of a method. */
    next: (method: Method, fault: Fault, times = 1): void => {
      for (let n = 0; n < times; n += 1) queued.push({ method, fault });
    },
    take: (method: Method): Fault | undefined => {
      const at = queued.findIndex((one) => one.method === method);
      return at < 0 ? undefined : queued.splice(at, 1)[0]?.fault;
    },
    clear: (): void => void queued.splice(0),
    left: (): number => queued.length,
  };
};
