import { en } from '../i18n/en.ts';
import { Page, Section } from '../ui/page.tsx';
import { Addresses } from './addresses.tsx';
import { PortalForm } from './portal-form.tsx';
import { SupportLookup } from './support-lookup.tsx';

/** *Help centre*: what customers see, where they find it, and what a support code says. */
export function HelpCentrePage() {
  return (
    <Page title={en.help.title} intro={en.help.intro}>
      <PortalForm />
      <Section title={en.help.addressesTitle} intro={en.help.addressesText}>
        <Addresses />
      </Section>
      <Section title={en.help.supportTitle} intro={en.help.supportText}>
        <SupportLookup />
      </Section>
    </Page>
  );
}
