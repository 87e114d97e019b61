import { en } from '../i18n/en.ts';
import { Page, Section } from '../ui/page.tsx';
import { RouteLink } from '../ui/route-link.tsx';
import { Addresses } from './addresses.tsx';
import { PortalForm } from './portal-form.tsx';

/** *Help centre*: what customers see, how they find their sign-in, and where all of it stands. */
export function HelpCentrePage() {
  return (
    <Page title={en.help.title} intro={en.help.intro}>
      <PortalForm />
      <Section title={en.help.addressesTitle} intro={en.help.addressesText}>
        <Addresses />
      </Section>
      <p>
        {en.help.supportMoved} <RouteLink to={{ page: 'support' }}>{en.help.supportTitle}</RouteLink>
      </p>
    </Page>
  );
}
