import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Overview } from '#contract/rpc/admin';
import type { RpcError } from '#contract/rpc/result';
import { ApplicationsPage } from './applications/applications-page.tsx';
import { HelpCentrePage } from './help/help-centre-page.tsx';
import { JiraPage } from './jira/jira-page.tsx';
import { ProvidersPage } from './providers/providers-page.tsx';
import { rpc } from './rpc.ts';
import { SecondFactorPage } from './second-factor/second-factor-page.tsx';
import { LiveStrip } from './shell/live-strip.tsx';
import { Loading, Stopped } from './shell/states.tsx';
import { Tabs } from './shell/tabs.tsx';
import { NavigationProvider, useNavigation } from './state/navigation.tsx';
import { OverviewProvider } from './state/overview.tsx';
import { SupportPage } from './support/support-page.tsx';

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'stopped'; readonly error: RpcError }
  | { readonly kind: 'ready'; readonly overview: Overview };

/** The admin page: loads the settings once, then shows the page that the address names. */
export function App() {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const load = useCallback(async () => {
    setLoaded({ kind: 'loading' });
    const result = await rpc('overview.load', {});
    setLoaded(result.ok ? { kind: 'ready', overview: result.value } : { kind: 'stopped', error: result.error });
  }, []);
  useEffect(() => void load(), [load]);

  const show = useCallback((overview: Overview) => setLoaded({ kind: 'ready', overview }), []);
  const reload = useCallback(async () => {
    const result = await rpc('overview.load', {});
    if (result.ok) show(result.value);
    return result.ok;
  }, [show]);
  const overview = loaded.kind === 'ready' ? loaded.overview : null;
  const state = useMemo(() => (overview === null ? null : { overview, show, reload }), [overview, show, reload]);

  if (loaded.kind === 'stopped') return <Stopped error={loaded.error} onRetry={() => void load()} />;
  if (state === null) return <Loading />;
  return (
    <OverviewProvider state={state}>
      <NavigationProvider>
        <LiveStrip />
        <Tabs />
        <CurrentPage />
      </NavigationProvider>
    </OverviewProvider>
  );
}

function CurrentPage() {
  const { route } = useNavigation();
  switch (route.page) {
    case 'providers':
      return <ProvidersPage route={route} />;
    case 'applications':
      return <ApplicationsPage route={route} />;
    case 'jira':
      return <JiraPage />;
    case 'second-factor':
      return <SecondFactorPage tab={route.tab} />;
    case 'help':
      return <HelpCentrePage />;
    case 'support':
      return <SupportPage />;
  }
}
