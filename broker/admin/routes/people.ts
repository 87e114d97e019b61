import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import {
  ActOnPersonRequest,
  EndSessionsResponse,
  FindPersonRequest,
  ForgetPersonResponse,
  FoundPerson,
  ImportPeopleRequest,
  ImportPeopleResponse,
  IssuePassResponse,
  ListPeopleRequest,
  OpenPersonRequest,
  PeoplePage,
  type PersonCard,
  ResetPersonResponse,
  peopleRoutes as routes,
  SavedPerson,
  SavePersonRequest,
} from '#contract/rpc/people';
import { AppError, type Refusal } from '../../domain/app-error.ts';
import type { AccountId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Doer, People, PeopleScene } from '../../domain/ports/people.ts';
import type { Snapshots } from '../../domain/ports/snapshots.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import { administratorOf, type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';
import { limitedTo } from './people-limits.ts';

/** People and their second factors, for the administrators of their tenant and for nobody else. */
export function peopleRoutes(deps: {
  people: People;
  snapshots: Snapshots;
  rates: RateStore;
  clock: Clock;
  guard: Guard;
}): FastifyPluginAsyncTypebox {
  const { people, snapshots, guard } = deps;
  const limited = limitedTo(deps);

  const sceneOf = async (request: FastifyRequest): Promise<PeopleScene> => {
    const tenant = tenantOf(request);
    return { tenant, snapshot: await snapshots.live(tenant.id) };
  };
  const doerOf = (request: FastifyRequest): Doer => ({ kind: 'administrator', accountId: administratorOf(request) as AccountId });
  const cardAfter = async (request: FastifyRequest, at: PeopleScene, id: string): Promise<PersonCard> => {
    const card = await people.open(at, doerOf(request), id);
    if (card === null) throw new AppError('person_unknown', { details: { because: 'person.gone' } });
    return card;
  };

  return async (app) => {
    app.route({
      ...endpoint(routes.list),
      ...guard(['admin']),
      schema: { body: ListPeopleRequest, response: { 200: PeoplePage, ...errorReplies } },
      handler: async (request) => people.list(await sceneOf(request), request.body.filter, request.body.after),
    });

    app.route({
      ...endpoint(routes.find),
      ...guard(['admin']),
      schema: { body: FindPersonRequest, response: { 200: FoundPerson, ...errorReplies } },
      handler: async (request) => {
        await limited(request, 'find');
        return { person: await people.find(await sceneOf(request), doerOf(request), request.body.text) };
      },
    });

    app.route({
      ...endpoint(routes.open),
      ...guard(['admin']),
      schema: { body: OpenPersonRequest, response: { 200: FoundPerson, ...errorReplies } },
      handler: async (request) => ({ person: await people.open(await sceneOf(request), doerOf(request), request.body.id) }),
    });

    app.route({
      ...endpoint(routes.save),
      ...guard(['admin'], { once: true }),
      schema: { body: SavePersonRequest, response: { 200: SavedPerson, ...errorReplies } },
      handler: async (request) => {
        const { whom, ...saying } = request.body;
        const said = orThrow(await people.say(await sceneOf(request), doerOf(request), whom, saying));
        return { person: said.card };
      },
    });

    app.route({
      ...endpoint(routes.import),
      ...guard(['admin'], { once: true }),
      schema: { body: ImportPeopleRequest, response: { 200: ImportPeopleResponse, ...errorReplies } },
      handler: async (request) => {
        await limited(request, 'import');
        const { rows, dryRun } = request.body;
        return { rows: [...(await people.importRows(await sceneOf(request), doerOf(request), rows, dryRun))] };
      },
    });

    app.route({
      ...endpoint(routes.reset),
      ...guard(['admin'], { once: true }),
      schema: { body: ActOnPersonRequest, response: { 200: ResetPersonResponse, ...errorReplies } },
      handler: async (request) => {
        const at = await sceneOf(request);
        const { id, reason } = request.body;
        const { factors, sessions, told } = orThrow(await people.reset(at, doerOf(request), id, reason));
        return { person: await cardAfter(request, at, id), factors, sessions, told };
      },
    });

    app.route({
      ...endpoint(routes.pass),
      ...guard(['admin'], { once: true }),
      schema: { body: ActOnPersonRequest, response: { 200: IssuePassResponse, ...errorReplies } },
      handler: async (request) => {
        await limited(request, 'pass');
        const at = await sceneOf(request);
        const { id, reason } = request.body;
        const { code, expiresAt } = orThrow(await people.issuePass(at, doerOf(request), id, reason));
        return { person: await cardAfter(request, at, id), code, expiresAt };
      },
    });

    app.route({
      ...endpoint(routes.endSessions),
      ...guard(['admin'], { once: true }),
      schema: { body: ActOnPersonRequest, response: { 200: EndSessionsResponse, ...errorReplies } },
      handler: async (request) => {
        const at = await sceneOf(request);
        const { id, reason } = request.body;
        const { sessions } = orThrow(await people.endSessions(at, doerOf(request), id, reason));
        return { person: await cardAfter(request, at, id), sessions };
      },
    });

    app.route({
      ...endpoint(routes.forget),
      ...guard(['admin'], { once: true }),
      schema: { body: OpenPersonRequest, response: { 200: ForgetPersonResponse, ...errorReplies } },
      handler: async (request) => {
        orThrow(await people.forget(await sceneOf(request), doerOf(request), request.body.id));
        return { forgotten: true as const };
      },
    });
  };
}

function orThrow<Done extends { readonly ok: true }>(outcome: Done | Refusal): Done {
  if (!outcome.ok) throw new AppError(outcome.code, { details: { because: outcome.because } });
  return outcome;
}
