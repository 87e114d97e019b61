import { bridge } from '../../support/bridge.ts';

// The page's modules take hold of the bridge while they load, so they come after it.
import './jsdom-dialog.ts';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { type ErrorCode, errorWords } from '../../../contract/errors.ts';
import { oidcDefaults } from '../../../contract/presets/defaults.ts';
import type { ConnectionView, Overview } from '../../../contract/rpc/admin.ts';
import type { RpcResult } from '../../../contract/rpc/result.ts';
import type { SecondFactorState } from '../../../contract/rpc/second-factor.ts';
import { methodKinds } from '../../../contract/settings/methods.ts';
import type { Problem } from '../../../contract/settings/problems.ts';
import { emptySettings } from '../../../contract/settings/snapshot.ts';
import { App } from '../../../static/admin/app.tsx';

export const aConnection: Extract<ConnectionView, { protocol: 'oidc' }> = {
  id: 'borealis',
  protocol: 'oidc',
  preset: 'generic-oidc',
  name: 'Borealis Shipping',
  enabled: true,
  issuer: 'https://id.borealis.example',
  clientId: 'gatehouse',
  clientSecretSetAt: Date.UTC(2026, 0, 15),
  ...oidcDefaults,
  domains: { mode: 'list', list: ['borealis.example'] },
};

export function anOverview(changes: Partial<Overview> = {}): Overview {
  return {
    saved: { revision: 3, at: Date.UTC(2026, 10, 21, 12), by: 'Ada Admin' },
    live: { epoch: 1, revision: 3, activatedAt: Date.UTC(2026, 10, 21, 12) },
    liveProblem: null,
    addresses: {
      slug: 'acme',
      portalOrigin: 'https://acme.example',
      loginOrigin: 'https://acme-login.example',
    },
    siteUrl: 'https://acme.atlassian.net',
    connections: [aConnection],
    policy: { preset: 'everybody' },
    policyBefore: null,
    secondFactor: emptySettings.secondFactor,
    parties: [],
    portal: emptySettings.portal,
    jira: null,
    deleted: [],
    ...changes,
  };
}

/** A broker on which everything works. */
export const aBrokerState: SecondFactorState = {
  ready: [...methodKinds],
  senders: { mail: true, sms: true, otp: true },
  countries: true,
  countriesBy: null,
};

export const ok = <Value,>(value: Value): RpcResult<Value> => ({ ok: true, value });

export function refused(code: ErrorCode, problems: readonly Problem[] = [], supportCode: string | null = null): RpcResult<never> {
  return { ok: false, error: { code, ...errorWords[code], problems, supportCode } };
}

/** Renders the page as it is, loading. */
export function renderPage(): void {
  render(<App />);
}

/** Opens the page at an address inside it and waits until the settings are shown. */
export async function openPage(hash: string, overview: Overview = anOverview()): Promise<void> {
  window.history.replaceState(null, '', hash);
  bridge.answers.set('overview.load', () => ok(overview));
  if (!bridge.answers.has('lifecycle.list')) bridge.answers.set('lifecycle.list', () => ok({ metadata: [], expiring: [], domains: [] }));
  if (!bridge.answers.has('second-factor.state')) bridge.answers.set('second-factor.state', () => ok(aBrokerState));
  renderPage();
  await screen.findByRole('heading', { level: 2 });
}

export function closePage(): void {
  cleanup();
  bridge.reset();
}

export const field = (name: string | RegExp): HTMLElement => screen.getByLabelText(name, { selector: 'input,textarea,select' });
export const enter = (name: string | RegExp, value: string): void => void fireEvent.change(field(name), { target: { value } });
export const shownIn = (name: string): string => (field(name) as HTMLInputElement).value;
export const radio = (name: RegExp): void => void fireEvent.click(screen.getByRole('radio', { name }));

export async function press(name: string | RegExp, inside: HTMLElement = document.body): Promise<void> {
  await act(async () => void fireEvent.click(within(inside).getByRole('button', { name })));
}

export async function follow(name: string): Promise<void> {
  await act(async () => void fireEvent.click(screen.getByRole('link', { name })));
}

export const callsOf = (name: string): unknown[] => bridge.calls.filter((call) => call.name === name).map(({ payload }) => payload);
