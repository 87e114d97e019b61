import type { FastifyInstance } from 'fastify';
import { portalTexts } from '#contract/messages/en/portal';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendPage } from '../replies.tsx';
import { destinationPathOf } from '../return-path.ts';
import { HomePage } from '../views/home.tsx';
import { actingIn, signedInVisit, visitOf } from '../visit.ts';
import { pageReplies } from './schemas.ts';

export function homeRoutes(app: FastifyInstance, parts: PortalParts): void {
  const options = { constraints: portalFace, schema: { response: pageReplies } };

  app.get(paths.home, options, async (request, reply) => {
    const desks = await parts.guard.portals(actingIn(signedInVisit(request)));
    return sendPage(request, reply, { title: portalTexts.home.title, body: <HomePage desks={desks} /> });
  });

  // Behind the session hook: whoever arrives here is signed in, others were sent to the login host from this address.
  app.get(paths.login, options, async (request, reply) => {
    const { destination } = request.query as { destination?: unknown };
    return reply.header('cache-control', 'no-store').redirect(destinationPathOf(destination, visitOf(request).site.origin), 302);
  });
}

/** Short ways to the help centre; they need no session of their own. */
export function entranceRoutes(app: FastifyInstance): void {
  for (const url of ['/', '/servicedesk', '/servicedesk/', '/servicedesk/customer', '/servicedesk/customer/']) {
    app.get(url, { constraints: portalFace, schema: { response: pageReplies } }, async (request, reply) => {
      const { connection } = request.query as { connection?: unknown };
      const hint = typeof connection === 'string' ? `?${new URLSearchParams({ connection })}` : '';
      return reply.header('cache-control', 'no-store').redirect(`${paths.home}${hint}`, 302);
    });
  }
}
