import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EpochMs, TransactionId } from '../domain/brands.ts';
import type { LogoutUnderWay } from '../login/logouts.ts';
import type { BrowserChange, BrowserJar } from '../login/reply.ts';
import { isTransactionId } from '../login/transactions.ts';
import { addressOf, companyOf, forgetAddress, rememberCompany } from './company-cookies.ts';

/**
 * The cookies of the login host (DESIGN section 4). All carry `__Host-` (RFC 6265bis, 4.1.3.2): Secure, Path=/, no Domain,
 * so that no sibling host can plant one. A login's own cookie is SameSite=None, because providers answer by cross-site
 * POST; it is worth nothing after ten minutes and opens nothing but that login.
 */
const sessionCookie = '__Host-sso';
const transactionPrefix = '__Host-tx-';
/** Logins under way that one browser may hold at once; an older one gives way. */
const maxTransactions = 5;
/** Browsers that people are known or remembered in. */
const marksCookie = '__Host-remember';
const logoutCookie = '__Host-out';
const logoutLifetimeSeconds = 600;

const base = { path: '/', secure: true, httpOnly: true } as const;
const keyShape = /^[A-Za-z0-9_-]{43}$/;
const handleShape = /^[A-Za-z0-9_-]{22}$/;

/** Reads the browser's cookies; whatever is not shaped like ours is not there. */
export function jarOf(request: FastifyRequest): BrowserJar {
  const token = request.cookies[sessionCookie];
  return {
    sessionToken: token !== undefined && keyShape.test(token) ? token : null,
    marks: request.cookies[marksCookie] ?? null,
    company: companyOf(request),
    address: addressOf(request),
    transactionKey(id) {
      const value = request.cookies[`${transactionPrefix}${id}`];
      const key = value?.slice(value.indexOf('.') + 1);
      return key !== undefined && keyShape.test(key) ? key : null;
    },
  };
}

/** Writes what a step changed. */
export function changeCookies(request: FastifyRequest, reply: FastifyReply, change: BrowserChange, now: EpochMs): void {
  if (change.clearTransaction) clearTransaction(reply, change.clearTransaction);
  if (change.setTransaction) {
    const { id, key, expiresAt } = change.setTransaction;
    for (const old of surplus(request, id)) clearTransaction(reply, old);
    // The question that the address was entered for has its answer.
    if (addressOf(request) !== null) forgetAddress(reply);
    const maxAge = Math.max(1, Math.ceil((expiresAt - now) / 1000));
    reply.setCookie(`${transactionPrefix}${id}`, `${expiresAt.toString(36)}.${key}`, { ...base, sameSite: 'none', maxAge });
  }
  if (change.setSession) {
    const maxAge = Math.max(1, Math.floor((change.setSession.expiresAt - now) / 1000));
    reply.setCookie(sessionCookie, change.setSession.token, { ...base, sameSite: 'lax', maxAge });
  }
  if (change.setMarks) {
    const maxAge = Math.max(1, Math.floor((change.setMarks.expiresAt - now) / 1000));
    reply.setCookie(marksCookie, change.setMarks.marks, { ...base, sameSite: 'lax', maxAge });
  }
  if (change.setCompany) rememberCompany(reply, change.setCompany);
}

/** The sign-out that this browser has under way; null where it has none of the right shape. */
export function logoutUnderWay(request: FastifyRequest): LogoutUnderWay | null {
  const [handle = '', key = '', ...more] = request.cookies[logoutCookie]?.split('.') ?? [];
  return more.length === 0 && handleShape.test(handle) && keyShape.test(key) ? { handle, key } : null;
}

/** Remembers a sign-out that goes through applications and the provider; their answers may come by cross-site POST. */
export function rememberLogout(reply: FastifyReply, { handle, key }: LogoutUnderWay): void {
  reply.setCookie(logoutCookie, `${handle}.${key}`, { ...base, sameSite: 'none', maxAge: logoutLifetimeSeconds });
}

export function forgetLogout(reply: FastifyReply): void {
  reply.clearCookie(logoutCookie, { ...base, sameSite: 'none' });
}

/** Forgets the session in this browser. */
export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { ...base, sameSite: 'lax' });
}

function clearTransaction(reply: FastifyReply, id: TransactionId): void {
  reply.clearCookie(`${transactionPrefix}${id}`, { ...base, sameSite: 'none' });
}

/** The oldest logins of this browser that must go so that one more fits. */
function surplus(request: FastifyRequest, adding: TransactionId): TransactionId[] {
  const others = Object.entries(request.cookies)
    .filter(([name]) => name.startsWith(transactionPrefix))
    .map(([name, value]) => ({ id: name.slice(transactionPrefix.length), expires: Number.parseInt(value?.split('.')[0] ?? '', 36) || 0 }))
    .filter(({ id }) => id !== adding && isTransactionId(id))
    .sort((a, b) => b.expires - a.expires);
  return others.slice(maxTransactions - 1).map(({ id }) => id as TransactionId);
}
