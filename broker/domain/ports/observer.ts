/**
 * What may be seen of a sign-in while it is proven: for the result of a test, and for the trace of a real one. A connector
 * tells it what it does, in the order in which it does it, and goes by nothing that comes back: the verdict is the same,
 * and taken by the same code, whether somebody looks or not.
 */
import type { SignInCheckName } from '#contract/rpc/sign-in-test';

/** A check of a sign-in. One that was not passed ends it, so there is at most one such, and it is the last. */
export interface ObservedStep {
  readonly name: SignInCheckName;
  readonly ok: boolean;
  /** The finer name of the check, as refusals have it: `saml.context`, `oidc.id-token.aud`; never text of the provider. */
  readonly because: string;
}

/**
 * Values that help to see what is wrong, by name. What a provider wrote is short and without control characters here, but
 * otherwise as it came: it is shown as text, and nothing goes by it. None of it names a person.
 */
export type ObservedFact =
  /** Positive: the provider's clock is ahead of ours. Whole seconds. */
  | 'clock-difference-seconds'
  /** What stands in the message, where another value was expected. */
  | 'issuer-found'
  | 'audience-found'
  | 'destination-found'
  /** The provider's own no: a status code of SAML, an error code of OAuth. */
  | 'provider-answer'
  | 'name-id-format'
  /** 'yes' where the provider left the groups out because there are too many (Entra ID's overage). */
  | 'groups-overage';

/** What the provider said about the person, under its own names, in the order in which it came. */
export type ReceivedClaims = Readonly<Record<string, readonly string[]>>;

/** A message of the provider. */
export interface ObservedMessage {
  readonly kind: 'saml-response' | 'saml-assertion' | 'id-token' | 'userinfo' | 'emails' | 'provider-error';
  /**
   * The message, redacted: no signature, certificate, code or token is in it, no value is long. Written when it is asked
   * for, so that whoever does not want it does not pay for it; and asked for at once, if at all.
   */
  readonly text: () => string;
}

/** None of these throws, keeps anybody waiting, or answers. */
export interface Observer {
  step(step: ObservedStep): void;
  fact(name: ObservedFact, value: string): void;
  /** Only what was proven: after signature, audience and times, or from a server that we asked ourselves. */
  received(claims: () => ReceivedClaims): void;
  /** As soon as it can be read, so also one that is refused afterwards. It holds personal data. */
  message(message: ObservedMessage): void;
}
