import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  brokerRoutes,
  FindTraceRequest,
  FindTraceResponse,
  TestConnectionRequest,
  TestConnectionResponse,
  TestJiraRequest,
  TestJiraResponse,
} from '#contract/rpc/broker';
import { atHand, connectorFor } from '../../domain/connection.ts';
import { readCode, supportCodeLength } from '../../domain/crockford.ts';
import type { Connectors } from '../../domain/ports/connector.ts';
import type { JiraSource } from '../../domain/ports/jira.ts';
import type { Snapshots } from '../../domain/ports/snapshots.ts';
import type { TraceStore } from '../../domain/ports/stores/trace-store.ts';
import type { WatchStore } from '../../domain/ports/stores/watch-store.ts';
import { asRun } from '../../domain/run-connection.ts';
import { Secret } from '../../domain/secret.ts';
import { traceView } from '../../domain/trace-view.ts';
import { givenUpCheck } from '../given-up.ts';
import { type Guard, tenantOf } from '../guard.ts';
import { referToSecret } from '../tested-connection.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What an administrator tries out, and the traces behind support codes; nothing here changes settings. */
export function testRoutes(deps: {
  connectors: Connectors;
  jira: JiraSource;
  snapshots: Snapshots;
  traces: TraceStore;
  watched: Pick<WatchStore, 'overlay'>;
  guard: Guard;
}): FastifyPluginAsyncTypebox {
  const { connectors, jira, snapshots, traces, watched, guard } = deps;
  return async (app) => {
    app.route({
      ...endpoint(brokerRoutes.testConnection),
      ...guard(['admin'], { once: true }),
      schema: { body: TestConnectionRequest, response: { 200: TestConnectionResponse, ...errorReplies } },
      handler: async (request) => {
        const { connection, secrets } = referToSecret(request.body.connection);
        const tenant = tenantOf(request);
        // As brokers would run it: with what was taken over from its provider, and without what the provider has given up.
        const run = asRun((await watched.overlay(tenant.id)).rows)(connection);
        const { ok, checks } = await connectorFor(connectors, connection).test(atHand(tenant, run, secrets));
        const givenUp = givenUpCheck(connection, run);
        return { ok, checks: givenUp === null ? checks : [givenUp, ...checks] };
      },
    });

    app.route({
      ...endpoint(brokerRoutes.testJira),
      ...guard(['admin'], { once: true }),
      schema: { body: TestJiraRequest, response: { 200: TestJiraResponse, ...errorReplies } },
      handler: async (request) => {
        const { credential } = request.body;
        if (credential === null) return jira.testLive(await snapshots.live(tenantOf(request).id));
        return jira.test({ siteUrl: credential.siteUrl, email: credential.email, token: new Secret(credential.token) });
      },
    });

    app.route({
      ...endpoint(brokerRoutes.findTrace),
      ...guard(['admin']),
      schema: { body: FindTraceRequest, response: { 200: FindTraceResponse, ...errorReplies } },
      handler: async (request) => {
        const code = readCode(request.body.supportCode, supportCodeLength);
        const trace = code === null ? null : await traces.find(tenantOf(request).id, code);
        if (trace === null) return { trace: null };
        const tenant = tenantOf(request);
        return { trace: traceView(trace, tenant, (await snapshots.live(tenant.id)).settings.connections) };
      },
    });
  };
}
