import type { Installation, Invocation, TokenSigner } from './invocation-token.ts';
import { answerKvs, type ForgeStorage } from './kvs-routes.ts';
import type { FetchTarget, ForgeFetch } from './runtime.ts';

export interface Platform {
  readonly storage: ForgeStorage;
  readonly installation: Installation;
  readonly signer: TokenSigner;
  readonly brokerUrl: string;
  readonly jiraBaseUrl: string;
  /** The app's own token for Jira. */
  readonly appToken: string;
}

/** Answers everything that the app asks of the platform during one invocation. */
export function platformFetch(platform: Platform, invocation: Invocation, userAuthorization: string | null): ForgeFetch {
  return async (target: FetchTarget, path: string, init: RequestInit = {}) => {
    switch (target.type) {
      case 'kvs':
        return answerKvs(platform.storage, path, init.body);
      case 'fpp':
        return fetchProduct(platform, target, path, init, userAuthorization);
      case 'frc':
        return fetchRemote(platform, invocation, target, path, init);
      default:
        throw new Error(`the sandbox does not simulate ${target.type}`);
    }
  };
}

/** A call to Jira, as the app or as the person who opened the page. */
async function fetchProduct(
  platform: Platform,
  target: FetchTarget,
  path: string,
  init: RequestInit,
  user: string | null,
): Promise<Response> {
  if (target.remote !== 'jira') return proxyError('INVALID_REMOTE');
  if (target.provider === 'user' && user === null) return proxyError('NEEDS_AUTHENTICATION_ERR');
  const asUser = target.provider === 'user';
  const base = asUser ? platform.jiraBaseUrl : platform.installation.apiBaseUrl;
  const headers = new Headers(init.headers);
  headers.set('authorization', asUser ? (user ?? '') : `Bearer ${platform.appToken}`);
  return fetch(`${base}${path}`, { ...init, headers });
}

/** `invokeRemote`: a real HTTP call with a fresh invocation token and the app's token. */
async function fetchRemote(
  platform: Platform,
  invocation: Invocation,
  target: FetchTarget,
  path: string,
  init: RequestInit,
): Promise<Response> {
  if (target.remote !== 'broker') return proxyError('INVALID_REMOTE');
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${await platform.signer.sign(platform.installation, invocation)}`);
  headers.set('x-forge-oauth-system', platform.appToken);
  try {
    return await fetch(`${platform.brokerUrl}${path}`, { ...init, headers, redirect: 'manual' });
  } catch {
    return proxyError('REMOTE_UNREACHABLE', 504);
  }
}

function proxyError(reason: string, status = 400): Response {
  return new Response(null, { status, headers: { 'forge-proxy-error': reason } });
}
