import type { ComponentChildren } from 'preact';
import { commonHeaders } from '../api/client.ts';
import { problemOf, unreachable } from '../api/problem.ts';
import { actingAs } from '../state/acting-as.ts';
import { toast } from './toast.tsx';

type Props = {
  readonly href: string;
  readonly class?: string;
  readonly children: ComponentChildren;
};

const KEPT_MS = 60_000;

const nameOf = (response: Response, href: string): string =>
  /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ??
  href.split('?')[0]?.split('/').at(-1) ??
  'download';

const problemIn = async (response: Response): Promise<string> => {
  // What is not JSON is no answer of ours, and is told as such.
  const body: unknown = await response.json().catch(() => null);
  return problemOf(response.status, body, response.headers.get('x-correlation-id')).message;
};

const fetchFile = async (href: string): Promise<void> => {
  try {
    const response = await fetch(href, { credentials: 'same-origin', headers: commonHeaders() });
    if (!response.ok) {
      toast(await problemIn(response), { bad: true });
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = nameOf(response, href);
    link.click();
    // The browser reads it after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
  } catch {
    toast(unreachable.message, { bad: true });
  }
};

/**
 * A file that the API answers with. A plain link sends the cookie alone, which is the administrator's own while they act
 * as somebody: then the file is fetched as that person.
 */
export const Download = ({ href, children, ...rest }: Props) => (
  <a
    {...rest}
    href={href}
    download
    onClick={(event) => {
      if (actingAs.value === null) return;
      event.preventDefault();
      void fetchFile(href);
    }}
  >
    {children}
  </a>
);
