import Fastify from 'fastify';

export interface JiraStub {
  readonly url: string;
  /** Calls for a permission check fail while this is set. */
  down: boolean;
  close(): Promise<void>;
}

/** The two Jira calls that the Forge app itself makes, by who calls: the header's value is the person. */
export async function startJiraStub(
  people: Readonly<Record<string, { accountId: string; name: string; administrator: boolean }>>,
): Promise<JiraStub> {
  const app = Fastify();
  const state = { down: false };
  app.get('/rest/api/3/mypermissions', async (request, reply) => {
    if (state.down) return reply.code(503).send({});
    const person = people[request.headers.authorization ?? ''];
    if (person === undefined) return reply.code(401).send({});
    return { permissions: { ADMINISTER: { id: '0', key: 'ADMINISTER', havePermission: person.administrator } } };
  });
  app.get<{ Querystring: { accountId: string } }>('/rest/api/3/user', async (request, reply) => {
    const person = Object.values(people).find(({ accountId }) => accountId === request.query.accountId);
    return person === undefined ? reply.code(404).send({}) : { accountId: person.accountId, displayName: person.name };
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    close: () => app.close(),
    get down() {
      return state.down;
    },
    set down(value) {
      state.down = value;
    },
  };
}
