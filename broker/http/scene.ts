import type { FastifyRequest } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import { networkOf } from '../domain/client-network.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Site } from '../domain/tenant.ts';
import type { Visit } from '../domain/visit.ts';
import type { Scene } from '../login/deps.ts';

/** The site that the request arrived at, as `app.ts` found it by its host. */
export function siteOf(request: FastifyRequest): Site {
  return request.getDecorator<Site>('site');
}

/** Tenant and settings as they were live when the request arrived. Throws `tenant_suspended`. */
export async function sceneOf(snapshots: Snapshots, request: FastifyRequest): Promise<Scene> {
  const { tenant, revision, overlay, capturesUntil, hasPeople } = siteOf(request);
  if (tenant.status !== 'active') throw new AppError('tenant_suspended');
  return {
    tenant,
    snapshot: await snapshots.at(tenant.id, tenant.epoch, revision, overlay),
    capturesUntil,
    hasPeople,
    visit: visitOf(request),
  };
}

const longestAgent = 300;

function visitOf(request: FastifyRequest): Visit {
  const agent = request.headers['user-agent'];
  return { address: request.ip, network: networkOf(request.ip), agent: agent === undefined ? null : agent.slice(0, longestAgent) };
}
