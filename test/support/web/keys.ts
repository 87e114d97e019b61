import type { CDPSession } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** What somebody has at their computer, as Chromium's own virtual authenticator plays it. */
interface PluggedIn {
  /** `u2f` knows a touch alone. */
  readonly protocol?: 'ctap2' | 'u2f';
  /** `internal` is the computer itself. */
  readonly transport?: 'usb' | 'internal';
  /** Keeps passkeys. */
  readonly isPasskey?: boolean;
  /** Has a PIN or a reader for fingers, and whether the person passes it. */
  readonly verifies?: boolean;
  /** False: nobody touches it, and whoever waits for it waits in vain. */
  readonly isTouched?: boolean;
}

/** The keys of one visitor, in one tab. */
export interface Keys {
  /** Puts one in; gives its name. */
  plugIn(key?: PluggedIn): Promise<string>;
  pullOut(key: string): Promise<void>;
  /** Does the person pass the check of the key from now on? */
  passes(key: string, does: boolean): Promise<void>;
  /** Credentials that it holds. */
  count(key: string): Promise<number>;
}

export async function keysOf({ context, page }: Visitor): Promise<Keys> {
  const cdp: CDPSession = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  return {
    async plugIn({ protocol = 'ctap2', transport = 'usb', isPasskey = false, verifies = protocol === 'ctap2', isTouched = true } = {}) {
      const options = {
        protocol,
        transport,
        hasResidentKey: isPasskey,
        hasUserVerification: verifies,
        isUserVerified: verifies,
        automaticPresenceSimulation: isTouched,
        ...(isPasskey && { defaultBackupEligibility: true, defaultBackupState: true }),
      };
      return (await cdp.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId;
    },
    async pullOut(authenticatorId) {
      await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
    async passes(authenticatorId, isUserVerified) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async count(authenticatorId) {
      return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
    },
  };
}
