import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { absent } from '../guard/verdict.ts';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendPage, sendRefusal } from '../replies.tsx';
import { DeskPage } from '../views/desk.tsx';
import { actingIn, signedInVisit } from '../visit.ts';
import { idParam, pageReplies } from './schemas.ts';

export function deskRoutes(app: FastifyInstance, parts: PortalParts): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, deskId: string, groupId: string | null) => {
    const portal = await parts.guard.portal(actingIn(signedInVisit(request)), deskId);
    if (!portal.ok) return sendRefusal(parts.refusals, request, reply, portal, 'portal-desk');
    if (groupId !== null && !portal.value.groups.some(({ group }) => group.id === groupId))
      return sendRefusal(parts.refusals, request, reply, absent('R3: no such group here'), 'portal-desk');
    return sendPage(request, reply, { title: portal.value.desk.name, body: <DeskPage portal={portal.value} groupId={groupId} /> });
  };

  const DeskParams = Type.Object({ deskId: idParam });
  app.get(
    paths.desk(':deskId'),
    { constraints: portalFace, schema: { params: DeskParams, response: pageReplies } },
    async (request, reply) => show(request, reply, (request.params as { deskId: string }).deskId, null),
  );

  const GroupParams = Type.Object({ deskId: idParam, groupId: idParam });
  app.get(
    paths.group(':deskId', ':groupId'),
    { constraints: portalFace, schema: { params: GroupParams, response: pageReplies } },
    async (request, reply) => {
      const { deskId, groupId } = request.params as { deskId: string; groupId: string };
      return show(request, reply, deskId, groupId);
    },
  );
}
