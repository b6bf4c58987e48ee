import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';

type Props = {
  readonly title: string;
  /** A few words above the title that say where we are. */
  readonly caption?: string;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** The first page is read from its top by itself. */
let firstPage = true;

/** A page: its title for window and history, and the place where reading begins after going to it. */
export const usePageTitle = (title: string) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = useLocation();
  useEffect(() => {
    document.title = `${title} · Sigmafold`;
  }, [title]);
  // On every change of place.
  useEffect(() => {
    if (!firstPage) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, [path]);
  return heading;
};

export const Page = ({ title, caption, lead, actions, children }: Props) => {
  const heading = usePageTitle(title);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          {caption === undefined ? null : (
            <p class="caption">
              <bdi>{caption}</bdi>
            </p>
          )}
          <h1 ref={heading} tabIndex={-1}>
            <bdi>{title}</bdi>
          </h1>
          {lead == null ? null : <p class="lead">{lead}</p>}
        </div>
        {actions == null ? null : <div class="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
};
