import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errorKind, errorWords } from '#contract/errors';
import type { BrokerError } from '#contract/rpc/broker';
import type { Problem } from '#contract/settings/problems';
import { AppError } from '../domain/app-error.ts';
import type { TenantId } from '../domain/brands.ts';
import type { Refusals } from '../domain/ports/refusals.ts';

const codesOfFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
};

/** Answers every error of the admin routes as `BrokerError`, with a support code; details stay in log and trace. */
export function createErrorHandler(deps: { refusals: Refusals; tenantOf: (request: FastifyRequest) => TenantId | null }) {
  return async (error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const code = codeOf(error);
    const supportCode = await deps.refusals.record({
      tenant: deps.tenantOf(request),
      address: null,
      code,
      because: error instanceof AppError ? error.because : code,
      step: `forge ${request.method} ${request.routeOptions.url ?? ''}`,
      // A refusal is a normal outcome; only what broke is worth its stack in the log.
      ...(errorKind(code).status >= 500 ? { error } : {}),
    });
    const body: BrokerError = { error: { code, ...errorWords[code], problems: problemsOf(error), supportCode } };
    await reply.code(errorKind(code).status).send(body);
  };
}

function codeOf(error: FastifyError | AppError): ErrorCode {
  if (error instanceof AppError) return error.code;
  const known = codesOfFastify[error.code];
  if (known !== undefined) return known;
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? 'request_malformed' : 'internal';
}

function problemsOf(error: FastifyError | AppError): Problem[] {
  if (error instanceof AppError) return [...error.problems];
  const found = new Map<string, string>();
  for (const { instancePath, message } of error.validation ?? []) {
    if (!found.has(instancePath)) found.set(instancePath, message ?? 'does not fit');
  }
  return [...found].map(([path, message]) => ({ path, message }));
}
