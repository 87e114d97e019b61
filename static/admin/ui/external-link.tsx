import { router } from '@forge/bridge';
import type { ReactNode } from 'react';
import { en } from '../i18n/en.ts';

/** A link out of Jira. The frame may not navigate by itself, so the bridge opens the tab. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      onClick={(event) => {
        event.preventDefault();
        void router.open(href);
      }}
    >
      {children}
      <span className="visually-hidden"> {en.common.opensInNewTab}</span>
      <span aria-hidden="true" className="external-mark" />
    </a>
  );
}
