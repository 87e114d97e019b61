/**
 * What a browser keeps of where its person signs in. Neither cookie is a proof of anything: the first holds the public id of
 * a connection and no more than chooses among those that are open anyway, so it is not sealed (decision 13); the second
 * holds the address that was just entered, sealed, for the next page.
 */
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { askedAddressMs } from '../login/asked-address.ts';
import { type CompanyMark, signedOutMark } from '../login/remembered-company.ts';

const companyCookie = '__Host-company';
const addressCookie = '__Host-address';
/** Longer than the longest holidays, and over at last for a browser that was given away. */
const companySeconds = 180 * 24 * 3600;

const base = { path: '/', secure: true, httpOnly: true } as const;
const companyShape = new RegExp(`^(${connectionIdPattern})(?:~([0-9a-z]{1,9}))?$`);
const longestAddress = 700;

export function companyOf(request: FastifyRequest): CompanyMark | null {
  const match = companyShape.exec(request.cookies[companyCookie] ?? '');
  const [connection, leftAt] = [match?.[1], match?.at(-1)];
  if (connection === undefined) return null;
  return { connection, leftAt: leftAt === undefined ? null : Number.parseInt(leftAt, 36) };
}

/** Lax: a link from anywhere may lead to the company that this browser remembers, which is where any link would. */
export function rememberCompany(reply: FastifyReply, { connection, leftAt }: CompanyMark): void {
  const value = leftAt === null ? connection : `${connection}~${leftAt.toString(36)}`;
  reply.setCookie(companyCookie, value, { ...base, sameSite: 'lax', maxAge: companySeconds });
}

export function forgetCompany(reply: FastifyReply): void {
  reply.clearCookie(companyCookie, { ...base, sameSite: 'lax' });
}

/** Who signs out is asked next time: perhaps somebody else sits there then. */
export function askNextTime(reply: FastifyReply): void {
  const company = companyOf(reply.request);
  if (company !== null) rememberCompany(reply, { ...company, leftAt: signedOutMark });
}

export function addressOf(request: FastifyRequest): string | null {
  const value = request.cookies[addressCookie];
  return value === undefined || value.length > longestAddress ? null : value;
}

/** Strict: only a page of ours may go on with it. */
export function keepAddress(reply: FastifyReply, sealed: string): void {
  reply.setCookie(addressCookie, sealed, { ...base, sameSite: 'strict', maxAge: askedAddressMs / 1000 });
}

export function forgetAddress(reply: FastifyReply): void {
  reply.clearCookie(addressCookie, { ...base, sameSite: 'strict' });
}
