import { recommendedMethods } from '#contract/settings/methods';
import type { Identity } from '../../../broker/domain/identity.ts';
import { toldNothingOfSession } from '../../../broker/domain/identity.ts';
import type { FactorScene } from '../../../broker/domain/ports/factor.ts';
import { brand } from './brand.ts';
import { aTenant } from './tenant.ts';

/** What a company asserts of Ada. */
export const adaAsserted: Identity = {
  connection: 'borealis',
  issuer: 'https://idp.borealis.example',
  subject: 'ada',
  email: { address: 'ada@borealis.example', verified: true },
  firstName: 'Ada',
  lastName: 'Aker',
  displayName: 'Ada Aker',
  groups: [],
  attributes: {},
  ...toldNothingOfSession,
};

/** Ada signs in at the portal of Acme. */
export function aFactorScene(more: Partial<FactorScene> = {}): FactorScene {
  return {
    tenant: aTenant(),
    subject: brand('ada'),
    methods: recommendedMethods,
    identity: adaAsserted,
    mailbox: null,
    visit: { address: '203.0.113.7', network: '203.0.113.7', agent: 'Firefox' },
    siteName: 'Acme Help',
    entering: 'Acme Help',
    occasion: 'login-1',
    until: 8_640_000_000_000_000,
    ...more,
  };
}
