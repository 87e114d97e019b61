import type { ReactNode } from 'react';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf, type Route } from '../state/route.ts';

/** A link within the page: it has an address, and asks before entries are lost. */
export function RouteLink({ to, className, children }: { to: Route; className?: string; children: ReactNode }) {
  const { go } = useNavigation();
  return (
    <a
      {...(className === undefined ? {} : { className })}
      href={hashOf(to)}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
