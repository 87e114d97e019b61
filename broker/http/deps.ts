import type { Clock } from '../domain/ports/clock.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { BrowserSeal } from '../domain/ports/vault.ts';
import type { LoginDeps } from '../login/deps.ts';
import type { SignInTestDeps } from '../login/sign-in-test/deps.ts';

/** What the routes of the login host work with. */
export interface LoginPluginDeps {
  readonly login: LoginDeps;
  readonly signInTest: SignInTestDeps;
  readonly snapshots: Snapshots;
  readonly seal: BrowserSeal;
  readonly clock: Clock;
  readonly refusals: Refusals;
}

/** Route constraint: the login face of a tenant only. */
export const loginFace = { face: 'login' };
