import { applications as words } from '../i18n/applications.ts';
import { useOverview } from '../state/overview.tsx';
import type { Route } from '../state/route.ts';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { AddApplication } from './add-application.tsx';
import { ApplicationList } from './application-list.tsx';
import { BackToApplications } from './back-to-applications.tsx';
import { EditApplication } from './edit-application.tsx';

/** *Applications*: the list, adding one, editing one. */
export function ApplicationsPage({ route }: { route: Route & { page: 'applications' } }) {
  const { overview } = useOverview();
  switch (route.view) {
    case 'list':
      return <ApplicationList />;
    case 'add':
      return <AddApplication />;
    case 'edit': {
      const party = overview.parties.find(({ id }) => id === route.id);
      if (party !== undefined) return <EditApplication key={party.id} party={party} />;
      return (
        <Page title={words.title}>
          <Message kind="warning" title={words.gone} actions={<BackToApplications />} />
        </Page>
      );
    }
  }
}
