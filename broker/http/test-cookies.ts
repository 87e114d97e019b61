import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EpochMs } from '../domain/brands.ts';
import type { TestKey } from '../login/sign-in-test/deps.ts';

/** A test's own cookie: like that of a login, since providers answer by cross-site POST, but under a name that no login reads. */
const prefix = '__Host-test-';
const base = { path: '/', secure: true, httpOnly: true, sameSite: 'none' } as const;
const keyShape = /^[A-Za-z0-9_-]{43}$/;

/** The key that this browser holds for a test. */
export function testKeyOf(request: FastifyRequest, id: string): string | null {
  const value = request.cookies[`${prefix}${id}`];
  return value !== undefined && keyShape.test(value) ? value : null;
}

/** Has this browser begun any test? Nearly none has, and then nobody looks further. */
export function holdsTestKey(request: FastifyRequest): boolean {
  return Object.keys(request.cookies).some((name) => name.startsWith(prefix));
}

export function setTestKey(reply: FastifyReply, { id, key, expiresAt }: TestKey, now: EpochMs): void {
  reply.setCookie(`${prefix}${id}`, key, { ...base, maxAge: Math.max(1, Math.ceil((expiresAt - now) / 1000)) });
}

export function clearTestKey(reply: FastifyReply, id: string): void {
  reply.clearCookie(`${prefix}${id}`, base);
}
