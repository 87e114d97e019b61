/** Addresses of the REST side: what is performed, what is documented but lacking, what nobody knows. */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { documentedJsmOperations } from './documented.ts';
import { operations } from './operation-list.ts';
import { apiOf, type Operation } from './operations.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { pathOf, send, serve, siteUnknown } from './serve.ts';
import type { Simulation } from './simulation.ts';

export async function restRoutes(app: FastifyInstance, options: { simulation: Simulation }): Promise<void> {
  const { simulation } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload
      .resume()
      .on('end', () => done(null, undefined))
      .on('error', done);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // Fastify's own refusals (a body beyond the limit, say) in the form of the API that was asked.
    const refusal = new Refusal(error.statusCode ?? 500, error.message);
    const path = pathOf(request);
    return send(simulation, request, reply, path, { status: refusal.status, body: refusalBody(apiOf(path), refusal) });
  });
  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: fastifyPath(operation.path),
      handler: (request, reply) => serve(simulation, operation, request, reply),
    });
  }
  for (const { method, path } of lacking()) {
    app.route({ method, url: fastifyPath(path), handler: (request, reply) => serve(simulation, absent(method, path), request, reply) });
  }
  // The platform document has some 600 operations; whatever is not above is not simulated.
  app.all('/rest/api/*', (request, reply) => serve(simulation, absent(request.method, pathOf(request)), request, reply));
  app.all('/rest/servicedeskapi/*', (request, reply) => serve(simulation, unknownAddress(request), request, reply));
  app.get('/_edge/tenant_info', (request, reply) => {
    const reached = simulation.reached(request.raw);
    return reached ? reply.send({ cloudId: reached.site.cloudId }) : siteUnknown(reply);
  });
}

/** Operations of the document that nothing here performs. */
function lacking(): { method: Operation['method']; path: string }[] {
  const have = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  return documentedJsmOperations
    .filter((name) => !have.has(name))
    .map((name) => {
      const [method = '', path = ''] = name.split(' ');
      return { method: method as Operation['method'], path };
    });
}

function absent(method: string, path: string): Operation {
  const handle = () => {
    throw new Refusal(501, `This simulator does not perform ${method} ${path}.`, { i18nKey: 'sd.simulator.not.implemented' });
  };
  return { method: method as Operation['method'], path, scope: null, anonymous: true, handle };
}

function unknownAddress(request: FastifyRequest): Operation {
  const handle = () => {
    throw new Refusal(404, `There is no resource at ${pathOf(request)}.`);
  };
  return { method: request.method as Operation['method'], path: '/rest/servicedeskapi/*', scope: null, anonymous: true, handle };
}

function fastifyPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
