/** Sign-ins with a provider that misbehaves in one way, as cases of a class of attack. */
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { casesOf } from '../attacks/cases.ts';
import { type AttackClass, attackClasses } from '../attacks/classes.ts';
import { type Behaviour, startProvider, type TestProvider } from './provider.ts';
import { aSignIn } from './sign-in.ts';

export interface ProviderAttack {
  readonly name: string;
  readonly code: string;
  readonly behaviour: Behaviour;
}

/** One provider for the tests of a file, honest again before each of them. */
export function openProvider(): () => TestProvider {
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());
  beforeEach(() => provider.behave({}));
  return () => provider;
}

/** How a sign-in ends: `passes`, or a code. A fault at departure counts like a refusal at arrival. */
export async function verdict(provider: TestProvider, outbound?: Outbound): Promise<string> {
  try {
    const proven = await aSignIn(provider, outbound ? { outbound } : {}).signIn();
    return proven.ok ? 'passes' : proven.code;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

/** A sign-in is refused, with just this code. */
export function describeProviderAttacks(attackClass: AttackClass, provider: () => TestProvider, attacks: readonly ProviderAttack[]): void {
  describe(attackClasses[attackClass][0], () => {
    casesOf(attackClass).attack.each(attacks)('$name -> $code', async ({ code, behaviour }) => {
      provider().behave(behaviour);
      expect(await verdict(provider())).toBe(code);
    });
  });
}

/** A sign-in passes. */
export function describeProviderTwins(
  attackClass: AttackClass,
  provider: () => TestProvider,
  twins: readonly Omit<ProviderAttack, 'code'>[],
): void {
  describe(`${attackClasses[attackClass][0]}: honest twins pass`, () => {
    casesOf(attackClass).honest.each(twins)('$name', async ({ behaviour }) => {
      provider().behave(behaviour);
      expect(await verdict(provider())).toBe('passes');
    });
  });
}

/** An honest provider that claims these things on top. */
export function claiming(more: Readonly<Record<string, unknown>>): Behaviour {
  return { claims: (claims) => ({ ...claims, ...more }) };
}

/** The present, as tokens write it. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
