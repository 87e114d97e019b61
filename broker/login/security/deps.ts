import type { BrowserSeal } from '../../domain/ports/vault.ts';
import type { LoginDeps } from '../deps.ts';

/** What a person's security page works with. */
export interface SecurityDeps extends LoginDeps {
  readonly seal: BrowserSeal;
}
