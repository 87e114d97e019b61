import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ActivityResponse,
  CaptureState,
  OfConnection,
  ReadCapturedRequest,
  ReadCapturedResponse,
  type RunningCapture,
  traceRoutes as routes,
  SignInsResponse,
} from '#contract/rpc/traces';
import { AppError } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import type { Captures } from '../../domain/ports/captures.ts';
import type { Snapshots } from '../../domain/ports/snapshots.ts';
import type { StoredCapture } from '../../domain/ports/stores/capture-store.ts';
import type { TraceStore } from '../../domain/ports/stores/trace-store.ts';
import { administratorOf, type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** As many lines of sign-ins as an administrator looks through. */
const signInsListed = 50;

/** Sign-ins as administrators see them, and messages of providers that they have kept. Only a tenant's own, always. */
export function traceRoutes(deps: {
  traces: TraceStore;
  captures: Captures;
  snapshots: Snapshots;
  guard: Guard;
}): FastifyPluginAsyncTypebox {
  const { traces, captures, snapshots, guard } = deps;

  const stateOf = async (tenant: TenantId, connection: string) => {
    const running = (await captures.allRunning(tenant)).find((capture) => capture.connection === connection);
    const kept = await captures.list(tenant, connection);
    return { capture: publicCapture(running), kept: kept.map(({ id, at, code }) => ({ id, at, code })) };
  };

  return async (app) => {
    app.route({
      ...endpoint(routes.activity),
      ...guard(['admin']),
      schema: { response: { 200: ActivityResponse, ...errorReplies } },
      handler: async (request) => {
        const { id: tenant } = tenantOf(request);
        const ids = (await snapshots.live(tenant)).settings.connections.map(({ id }) => id);
        const [last, running] = await Promise.all([traces.lastSignIns(tenant, ids), captures.allRunning(tenant)]);
        const captureOf = (id: string) => publicCapture(running.find(({ connection }) => connection === id));
        return { connections: ids.map((id) => ({ id, lastSignInAt: last.get(id) ?? null, capture: captureOf(id) })) };
      },
    });

    app.route({
      ...endpoint(routes.signIns),
      ...guard(['admin']),
      schema: { body: OfConnection, response: { 200: SignInsResponse, ...errorReplies } },
      handler: async (request) => ({
        signIns: [...(await traces.latest(tenantOf(request).id, request.body.connection, signInsListed))],
      }),
    });

    app.route({
      ...endpoint(routes.captureState),
      ...guard(['admin']),
      schema: { body: OfConnection, response: { 200: CaptureState, ...errorReplies } },
      handler: async (request) => stateOf(tenantOf(request).id, request.body.connection),
    });

    app.route({
      ...endpoint(routes.startCapture),
      ...guard(['admin'], { once: true }),
      schema: { body: OfConnection, response: { 200: CaptureState, ...errorReplies } },
      handler: async (request) => {
        const { id: tenant } = tenantOf(request);
        const { connection: id } = request.body;
        const connection = (await snapshots.live(tenant)).settings.connections.find((candidate) => candidate.id === id);
        if (connection === undefined) throw new AppError('connection_unknown');
        const started = await captures.start(tenant, connection, administratorOf(request));
        if (!started.ok) throw new AppError(started.code, { details: { because: started.because } });
        return stateOf(tenant, id);
      },
    });

    app.route({
      ...endpoint(routes.stopCapture),
      ...guard(['admin'], { once: true }),
      schema: { body: OfConnection, response: { 200: CaptureState, ...errorReplies } },
      handler: async (request) => {
        const { id: tenant } = tenantOf(request);
        await captures.stop(tenant, request.body.connection, administratorOf(request));
        return stateOf(tenant, request.body.connection);
      },
    });

    app.route({
      ...endpoint(routes.forgetCaptured),
      ...guard(['admin'], { once: true }),
      schema: { body: OfConnection, response: { 200: CaptureState, ...errorReplies } },
      handler: async (request) => {
        const { id: tenant } = tenantOf(request);
        await captures.forget(tenant, request.body.connection, administratorOf(request));
        return stateOf(tenant, request.body.connection);
      },
    });

    app.route({
      ...endpoint(routes.readCaptured),
      ...guard(['admin']),
      schema: { body: ReadCapturedRequest, response: { 200: ReadCapturedResponse, ...errorReplies } },
      handler: async (request) => {
        const kept = await captures.read(tenantOf(request).id, request.body.id, administratorOf(request));
        return { kept: kept && { ...kept, messages: [...kept.messages] } };
      },
    });
  };
}

/** Who started it is in the log. */
function publicCapture(capture: StoredCapture | undefined): RunningCapture | null {
  return capture === undefined ? null : { startedAt: capture.startedAt, endsAt: capture.endsAt, kept: capture.kept };
}
