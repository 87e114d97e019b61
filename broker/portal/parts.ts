import type { PortalDeps } from './deps.ts';
import { createFormKeys, type FormKeys } from './forms/form-key.ts';
import { createPortalGuard, type PortalGuard } from './guard.ts';
import { createPortalSessions, type PortalSessions } from './session.ts';
import { createPendingSignIns } from './sign-in/pending.ts';
import type { PortalSaml } from './sign-in/portal-saml.ts';
import { createSignIn, type SignIn } from './sign-in/sign-in.ts';

/** What the portal's routes work with. They hold no Jira: the guard is their only door to it. */
export interface PortalParts extends Pick<PortalDeps, 'refusals' | 'clock' | 'seal'> {
  readonly guard: PortalGuard;
  readonly sessions: PortalSessions;
  readonly signIn: SignIn;
  readonly saml: PortalSaml;
  readonly formKeys: FormKeys;
}

export function createPortalParts(deps: PortalDeps, saml: PortalSaml): PortalParts {
  const { storage, seal, vault, clock, random, refusals, jira } = deps;
  const sessions = createPortalSessions({ stores: storage, seal, clock });
  const pending = createPendingSignIns({ vault, clock, random });
  return {
    refusals,
    clock,
    seal,
    saml,
    sessions,
    guard: createPortalGuard({ jira, clock }),
    signIn: createSignIn({ storage, saml, pending, sessions, clock }),
    formKeys: createFormKeys({ once: storage.once, clock, random }),
  };
}
