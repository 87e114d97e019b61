import type { Party } from '#contract/settings/party';
import { useOverview } from '../state/overview.tsx';
import { useForm } from '../state/use-form.ts';
import { type ApplicationForm, partyOf, problemsIn } from './application-form.ts';

/** The form of one application, new or stored: what is typed, what is wrong with it, and saving it. */
export function useApplicationForm(saved: ApplicationForm, create: boolean) {
  const { overview } = useOverview();
  return useForm<ApplicationForm, 'party.save'>({
    saved,
    call: 'party.save',
    request: (form, expectRevision) => ({ expectRevision, create, party: partyOf(form) satisfies Party }),
    check: (form) => problemsIn(form, overview.connections),
  });
}
