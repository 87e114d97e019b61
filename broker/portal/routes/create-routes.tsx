import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { errorKind, wordsForPerson } from '#contract/errors';
import { portalTexts } from '#contract/messages/en/portal';
import { AppError, refuse } from '../../domain/app-error.ts';
import { fill } from '../../pages/text.ts';
import { createFlights } from '../forms/flights.ts';
import { foreignBecause } from '../forms/foreign.ts';
import { type FormPlan, planForm } from '../forms/form-fields.ts';
import { type Posted, PostedBody, postedOf, single } from '../forms/posted.ts';
import { readForm, type Written, writtenOf } from '../forms/read-form.ts';
import type { ActingCustomer } from '../guard/customer.ts';
import type { Filled, FormView, Raised } from '../guard.ts';
import type { PortalParts } from '../parts.ts';
import { paths, portalFace } from '../paths.ts';
import { sendPage, sendRefusal } from '../replies.tsx';
import { CreatePage } from '../views/create.tsx';
import type { FormNotice } from '../views/form-notice.tsx';
import { RepeatedPage } from '../views/repeated.tsx';
import { actingIn, signedInVisit, type Visit, visitOf } from '../visit.ts';
import { writeFailure } from './failures.ts';
import { sendAway, sendSignedOut } from './kept.tsx';
import { idParam, pageReplies } from './schemas.ts';

const texts = portalTexts.form;
/** Several long texts; each character may take nine bytes in a form. */
const bodyLimit = 1024 * 1024;
/** Clocks of ours and Jira's may differ by this much when a lost request is looked for. */
const clockSkewMs = 60_000;

interface Params {
  readonly deskId: string;
  readonly typeId: string;
}

/** Why a readable form was not sent. */
type Held =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'problems'; readonly problems: ReadonlyMap<string, string> }
  | { readonly kind: 'again' }
  | { readonly kind: 'repeated' };

interface Shown {
  readonly written?: Written;
  readonly problems?: ReadonlyMap<string, string>;
  readonly notice?: FormNotice;
  readonly status?: number;
  /** Kept where the form was not used; a fresh one otherwise. */
  readonly formKey?: string;
}

export function createRoutes(app: FastifyInstance, parts: PortalParts): void {
  const flights = createFlights<Raised<Held>>();
  const schema = { params: Type.Object({ deskId: idParam, typeId: idParam, groupId: Type.Optional(idParam) }), response: pageReplies };
  // The native portal has both addresses; a group in the address decides nothing.
  for (const url of [paths.create(':deskId', ':typeId'), `${paths.group(':deskId', ':groupId')}/create/:typeId`]) {
    app.get(url, { constraints: portalFace, schema }, async (request, reply) => {
      const where = request.params as Params;
      const form = await parts.guard.form(actingIn(signedInVisit(request)), where.deskId, where.typeId);
      if (!form.ok) return sendRefusal(parts.refusals, request, reply, form, 'portal-form');
      return sendForm(parts, request, reply, form.value, {});
    });
  }

  app.post(
    paths.create(':deskId', ':typeId'),
    { constraints: portalFace, bodyLimit, schema: { ...schema, body: PostedBody } },
    async (request, reply) => {
      const where = request.params as Params;
      const posted = postedOf(request);
      const visit = visitOf(request);
      const foreign = foreignBecause(request, visit.site.tenant.portalOrigin);
      if (foreign !== null) return sendRefusal(parts.refusals, request, reply, refuse('portal_form_foreign', foreign), 'portal-create');
      if (visit.session === null) return sendSignedOut(request, reply, posted, paths.create(where.deskId, where.typeId));
      const customer = actingIn({ ...visit, session: visit.session });
      const formKey = single(posted, 'form-key');
      const startedAt = parts.formKeys.madeAt(formKey);
      const proven = parts.sessions.isFormToken(visit.session, single(posted, 'csrf')) && startedAt !== null;
      const raise = () => parts.guard.raise(customer, where, (form) => fillFrom(parts, customer, form, posted, proven ? formKey : null));
      let raised: Raised<Held>;
      try {
        raised = proven ? await flights.join(`${visit.site.tenant.id} ${customer.accountId} ${formKey}`, raise) : await raise();
      } catch (error) {
        // Not even the form could be read: nothing was sent.
        if (error instanceof AppError) return sendAway(parts, request, reply, posted, error, 'portal-create');
        throw error;
      }
      return answer(parts, request, reply, { raised, posted, formKey, since: (startedAt ?? 0) - clockSkewMs });
    },
  );
}

/** Everything that may keep a form from being sent, in order; using up its key is the last of it. `formKey` is null for a form whose origin is not proven. */
async function fillFrom(
  parts: PortalParts,
  customer: ActingCustomer,
  form: FormView,
  posted: Posted,
  formKey: string | null,
): Promise<Filled<Held>> {
  const plan = planForm(form.fields);
  if (plan.missing.length > 0) return { ok: false, held: { kind: 'unsupported' } };
  const read = readForm(plan.fields, posted);
  if (formKey === null) return { ok: false, held: { kind: 'again' } };
  if (!read.ok) return { ok: false, held: { kind: 'problems', problems: read.problems } };
  if (!(await parts.formKeys.use(customer, formKey))) return { ok: false, held: { kind: 'repeated' } };
  return { ok: true, values: read.values };
}

async function answer(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  sent: { readonly raised: Raised<Held>; readonly posted: Posted; readonly formKey: string; readonly since: number },
): Promise<FastifyReply> {
  const { raised, posted, formKey } = sent;
  if (!raised.ok) return sendRefusal(parts.refusals, request, reply, raised, 'portal-create');
  const { form } = raised;
  const written = writtenOf(planForm(form.fields).fields, posted);
  const show = (shown: Shown) => sendForm(parts, request, reply, form, { written, ...shown });
  const find = () => lookFor(parts, request, form, written, sent.since);
  switch (raised.kind) {
    case 'raised':
      return seeRequest(reply, form.desk.id, raised.key);
    case 'held':
      switch (raised.held.kind) {
        case 'unsupported':
          return show({});
        case 'problems': {
          const notice: FormNotice = { kind: 'danger', title: texts.problemsTitle, text: texts.problemsText };
          return show({ problems: raised.held.problems, notice, status: 422, formKey });
        }
        case 'again':
          return show({ notice: { kind: 'warning', title: texts.againTitle, text: texts.againText }, status: 409 });
        case 'repeated': {
          const keys = (await find()) ?? [];
          const body = <RepeatedPage deskId={form.desk.id} typeId={form.type.id} keys={keys} />;
          return sendPage(request, reply, { title: portalTexts.repeated.title, body });
        }
        default:
          return raised.held satisfies never;
      }
    case 'failed': {
      const failure = writeFailure(raised.error);
      if (failure.kind === 'fields') {
        const text = failure.rest.length > 0 ? failure.rest.join(' ') : texts.problemsText;
        const known = new Set(form.fields.map((field) => field.id));
        const other = [...failure.problems].filter(([id]) => !known.has(id)).map(([, message]) => message);
        const notice: FormNotice = { kind: 'danger', title: texts.problemsTitle, text: [text, ...other].join(' ') };
        return show({ problems: failure.problems, notice, status: 422 });
      }
      const { error } = failure;
      if (failure.kind === 'unknown') {
        const [key] = (await find()) ?? [];
        if (key !== undefined) return seeRequest(reply, form.desk.id, key);
      }
      const tenant = visitOf(request).site.tenant.id;
      const because = failure.kind === 'unknown' ? 'create: answer lost, not found' : 'create: refused by Jira';
      const supportCode = await parts.refusals.record({
        tenant,
        code: error.code,
        because,
        step: 'portal-create',
        address: request.ip,
        standing: 'known',
        error,
      });
      const notice: FormNotice =
        failure.kind === 'unknown'
          ? { kind: 'warning', title: texts.unsureTitle, text: texts.unsureText, supportCode }
          : { kind: 'danger', title: texts.failedTitle, text: fill(texts.failedText, wordsForPerson(error.code)), supportCode };
      return show({ notice, status: errorKind(error.code).status });
    }
    default:
      return raised satisfies never;
  }
}

/** Looks for a request whose answer was lost or whose form came twice; null when even looking fails. */
async function lookFor(
  parts: PortalParts,
  request: FastifyRequest,
  form: FormView,
  written: Written,
  since: number,
): Promise<readonly string[] | null> {
  const summary = written.get('field-summary')?.[0];
  if (summary === undefined) return null;
  const wanted = { desk: form.desk, typeId: form.type.id, summary, since };
  return parts.guard.findRaised(actingIn(signedInVisit(request)), wanted).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
}

/** 303: the browser goes on with a GET of this origin, and reloading sends nothing twice. */
function seeRequest(reply: FastifyReply, deskId: string, key: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`${paths.request(deskId, key)}?sent=request`, 303);
}

async function sendForm(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormView,
  shown: Shown,
): Promise<FastifyReply> {
  const visit: Visit & { session: { formToken: string } } = signedInVisit(request);
  const plan: FormPlan = planForm(form.fields);
  if (plan.missing.length > 0) {
    const because = `form: required field of an unknown kind, ${plan.missing.map((field) => field.id).join(' ')}`;
    return sendRefusal(parts.refusals, request, reply, refuse('portal_field_unsupported', because), 'portal-form');
  }
  const { status, formKey, ...rest } = shown;
  const body = <CreatePage form={form} plan={plan} csrf={visit.session.formToken} formKey={formKey ?? parts.formKeys.make()} {...rest} />;
  return sendPage(request, reply, { title: form.type.name, status, body });
}
