import type { FastifyRequest } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Site } from '../domain/tenant.ts';
import type { ActingCustomer } from './guard/customer.ts';
import type { PortalSession } from './session.ts';

/** One request to the portal: where it arrived, with which settings, and who is at the browser. */
export interface Visit {
  readonly site: Site;
  readonly snapshot: Snapshot;
  /** Null: nobody is signed in, or not any more. */
  readonly session: PortalSession | null;
}

const visits = new WeakMap<FastifyRequest, Visit>();

export function rememberVisit(request: FastifyRequest, visit: Visit): void {
  visits.set(request, visit);
}

export function findVisit(request: FastifyRequest): Visit | null {
  return visits.get(request) ?? null;
}

/** The visit that the plugin's hook put on the request. */
export function visitOf(request: FastifyRequest): Visit {
  const visit = visits.get(request);
  if (visit === undefined) throw new AppError('internal', { details: { check: 'visit' } });
  return visit;
}

/** A visit of somebody who is signed in; routes behind the session hook have no other. */
export function signedInVisit(request: FastifyRequest): Visit & { readonly session: PortalSession } {
  const visit = visitOf(request);
  if (visit.session === null) throw new AppError('internal', { details: { check: 'session' } });
  return { ...visit, session: visit.session };
}

export function actingIn(visit: Visit & { readonly session: PortalSession }): ActingCustomer {
  return { snapshot: visit.snapshot, accountId: visit.session.accountId, displayName: visit.session.displayName };
}
