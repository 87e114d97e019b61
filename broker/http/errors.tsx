import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errorKind, errorWords, wordsForPerson } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import { emptySettings } from '#contract/settings/snapshot';
import { AppError } from '../domain/app-error.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Site } from '../domain/tenant.ts';
import { renderPage } from '../pages/page.tsx';
import { RefusalPage } from '../pages/views/refusal.tsx';
import type { Faces } from './faces.ts';

export interface ErrorDeps {
  readonly snapshots: Snapshots;
  readonly refusals: Refusals;
}

/** Makes every error and every unknown address an answer in the form its reader expects: a page, or JSON on the broker's own host. */
export function answerErrors(app: FastifyInstance, deps: ErrorDeps, faces: Faces): void {
  app.setErrorHandler(async (error: FastifyError | Error, request, reply) => {
    const code = codeOf(error);
    const broken = errorKind(code).status >= 500;
    return answer(deps, faces, request, reply, { code, because: reasonOf(error), ...(broken && { error }) });
  });
  app.setNotFoundHandler(async (request, reply) => {
    const { face, error } = faces.faceOf(request.raw);
    if (error !== undefined) return answer(deps, faces, request, reply, { code: error.code, because: error.because, error });
    return answer(deps, faces, request, reply, { code: face === 'unknown' ? 'host_unknown' : 'page_not_found', because: `face.${face}` });
  });
}

interface Failure {
  readonly code: ErrorCode;
  readonly because: string;
  readonly error?: unknown;
}

async function answer(
  deps: ErrorDeps,
  faces: Faces,
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
): Promise<FastifyReply> {
  const { face, site } = faces.faceOf(request.raw);
  const { status } = errorKind(failure.code);
  // Pages that are not there are nothing to trace: anybody can make any number of them.
  const traced = status !== 404 || failure.error !== undefined;
  const step = `${face} ${request.routeOptions.url ?? 'unknown address'}`;
  const supportCode = traced
    ? await deps.refusals.record({ ...failure, tenant: site?.tenant.id ?? null, address: request.ip, step })
    : null;
  if (status === 503) reply.header('retry-after', '10');
  if (face === 'broker') {
    const problems = failure.error instanceof AppError ? failure.error.problems : [];
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send({ error: { code: failure.code, ...errorWords[failure.code], problems, supportCode } });
  }
  const words = wordsForPerson(failure.code);
  const brand = await brandOf(deps, site);
  const page = renderPage({
    title: words.title,
    brand,
    layout: 'sign-in',
    body: (
      <RefusalPage
        {...words}
        supportCode={supportCode}
        wayOn={site === null ? undefined : { href: site.tenant.portalOrigin, text: loginTexts.wayBack }}
      />
    ),
  });
  return reply.code(status).headers(page.headers).send(page.html);
}

/** Settings that are kept are there at once; others have to be read from a database that may be away. */
const brandPatienceMs = 250;

/** The tenant's own look where it can be had soon; an error page neither fails nor is late for want of it. */
async function brandOf(deps: ErrorDeps, site: Site | null) {
  if (site === null) return emptySettings.portal;
  const reading = deps.snapshots.at(site.tenant.id, site.tenant.epoch, site.revision, site.overlay).then(
    ({ settings }) => settings.portal,
    () => emptySettings.portal,
  );
  const patience = new AbortController();
  const late = delay(brandPatienceMs, emptySettings.portal, { signal: patience.signal }).catch(() => emptySettings.portal);
  return Promise.race([reading, late]).finally(() => patience.abort());
}

/** What Fastify itself refuses, in words of the closed list. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request_malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request_malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request_malformed',
  FST_ERR_VALIDATION: 'request_malformed',
};

function codeOf(error: FastifyError | Error): ErrorCode {
  if (error instanceof AppError) return error.code;
  const known = 'code' in error && typeof error.code === 'string' ? frameworkCodes[error.code] : undefined;
  if (known !== undefined) return known;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 ? 'request_malformed' : 'internal';
}

function reasonOf(error: FastifyError | Error): string {
  if (error instanceof AppError) return error.because;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
