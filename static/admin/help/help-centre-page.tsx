import { en } from '../i18n/en.ts';
import { Page, Section } from '../ui/page.tsx';
import { Addresses } from './addresses.tsx';
import { PortalForm } from './portal-form.tsx';
import { SupportDesk } from './support-desk.tsx';

/** *Help centre*: what customers see, where they find it, and what a support code says. */
export function HelpCentrePage() {
  return (
    <Page title={en.help.title} intro={en.help.intro}>
      <PortalForm />
      <Section title={en.help.addressesTitle} intro={en.help.addressesText}>
        <Addresses />
      </Section>
      <SupportDesk />
    </Page>
  );
}
