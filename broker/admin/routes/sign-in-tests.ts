import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  signInTestRoutes as routes,
  SignInTestResultRequest,
  SignInTestResultResponse,
  StartedSignInTest,
  StartSignInTestRequest,
} from '#contract/rpc/sign-in-test';
import type { SignInTests } from '../../domain/ports/sign-in-tests.ts';
import { type Guard, tenantOf } from '../guard.ts';
import { referToSecret } from '../tested-connection.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** Tests of a connection by a sign-in: begun by an administrator, and read by those of the same tenant only. */
export function signInTestRoutes({ signInTests, guard }: { signInTests: SignInTests; guard: Guard }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      ...endpoint(routes.start),
      ...guard(['admin'], { once: true }),
      schema: { body: StartSignInTestRequest, response: { 200: StartedSignInTest, ...errorReplies } },
      handler: async (request) => signInTests.start(tenantOf(request), referToSecret(request.body.connection)),
    });

    app.route({
      ...endpoint(routes.result),
      ...guard(['admin']),
      schema: { body: SignInTestResultRequest, response: { 200: SignInTestResultResponse, ...errorReplies } },
      handler: async (request) => ({ test: await signInTests.result(tenantOf(request).id, request.body.id) }),
    });
  };
}
