import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import { rulesOf } from '#contract/presets/policies';
import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { EpochMs } from '../../domain/brands.ts';
import type { Identity } from '../../domain/identity.ts';
import { mayEnter } from '../../domain/may-enter.ts';
import { portalPartyOf, termsOf } from '../../domain/party.ts';
import { decidePolicy } from '../../domain/policy/decide.ts';
import { meets, nothingShown } from '../../domain/policy/demand.ts';
import { plainFacts } from '../../domain/policy/facts.ts';
import type { Scene } from '../deps.ts';

type Entry = SignInTestOutcome['entries'][number];

/** What the rules say of this person at the portal and at every application that is on. Pure. */
export function foreseenEntries({ tenant, snapshot }: Scene, identity: Identity, accountFits: boolean, now: EpochMs): Entry[] {
  const { settings } = snapshot;
  const applications = settings.parties.filter(({ enabled }) => enabled);
  const places = [
    { application: null, name: texts.portal, entityId: portalPartyOf(tenant).entityId },
    ...applications.map(({ id, name, entityId }) => ({ application: id, name, entityId })),
  ];
  return places.flatMap(({ application, name, entityId }): Entry[] => {
    const terms = termsOf(tenant, settings, entityId);
    if (terms === null) return [];
    const at = { application, name };
    const entry = mayEnter(terms, settings.connections, identity);
    if (!entry.ok) {
      const text = entry.code === 'party_connection_refused' ? texts.entry.notAdmitted : texts.entry.notSpokenFor;
      return [{ ...at, outcome: 'refused', text, because: entry.because }];
    }
    const decided = decidePolicy(rulesOf(terms.policy), plainFacts(settings.connections, identity, terms.application, now));
    const { because } = decided;
    if (decided.kind === 'deny') return [{ ...at, outcome: 'refused', text: texts.entry.denied, because }];
    // Whether an organization has a user is looked up at a sign-in only.
    if (terms.needsAccount && terms.whom === 'customers' && !accountFits)
      return [{ ...at, outcome: 'refused', text: texts.entry.noAccount, because: 'account' }];
    const outcome = decided.demands.every((demand) => meets(demand, nothingShown)) ? 'enters' : 'second-factor';
    return [{ ...at, outcome, text: texts.entry[outcome], because }];
  });
}
