import type { FastifyInstance } from 'fastify';
import { assetHeaders, findAsset } from '../pages/assets.ts';

/** Stylesheets and the script of the pages, on both faces of a tenant: their names hold a hash, so they are kept for ever. */
export function assetRoutes(app: FastifyInstance): void {
  for (const face of ['login', 'portal']) {
    app.get('/assets/:name', { constraints: { face } }, async (request, reply) => {
      const { name } = request.params as { name: string };
      const asset = findAsset(`/assets/${name}`);
      if (asset === null) return reply.callNotFound();
      reply.headers({ ...assetHeaders, etag: asset.etag });
      if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
      return reply.type(asset.type).send(asset.body);
    });
  }
}
