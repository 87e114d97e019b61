import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import type { Route } from '../state/route.ts';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { AddProvider } from './add-provider.tsx';
import { BackToList } from './back-to-list.tsx';
import { EditProvider } from './edit-provider.tsx';
import { ProviderList } from './provider-list.tsx';

/** *Identity providers*: the list, adding one, editing one. */
export function ProvidersPage({ route }: { route: Route & { page: 'providers' } }) {
  const { overview } = useOverview();
  switch (route.view) {
    case 'list':
      return <ProviderList />;
    case 'add':
      return <AddProvider />;
    case 'edit': {
      const connection = overview.connections.find(({ id }) => id === route.id);
      if (connection !== undefined) return <EditProvider key={connection.id} connection={connection} />;
      return (
        <Page title={en.providers.title}>
          <Message kind="warning" title={en.providers.gone} actions={<BackToList />} />
        </Page>
      );
    }
  }
}
