import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { errorKind } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import type { LoginReply, NamedConnection } from '../login/reply.ts';
import { fill } from '../pages/text.ts';
import { signInAddress } from './input.ts';
import { ChoosePage } from './views/choose.tsx';
import { ConfirmCompanyPage } from './views/confirm-company.tsx';
import { FindCompanyPage } from './views/find-company.tsx';

/** Where the forms of these pages go, the request that they belong to in the query. */
export const companyPath = '/company';

/** A page on which the person says which company they are with. */
export function companyPage(
  request: FastifyRequest,
  outcome: Extract<LoginReply, { kind: 'choose' | 'confirm' | 'ask-email' }>,
): { title: string; body: VNode; status: number } {
  const linkTo = ({ id, name }: NamedConnection) => ({ name, href: signInAddress(request, { connection: id }) });
  const anotherHref = signInAddress(request, { company: 'another' });
  const formHref = signInAddress(request, {}, companyPath);
  switch (outcome.kind) {
    case 'choose': {
      const last = outcome.choices.find(({ id }) => id === outcome.lastUsed);
      const others = outcome.choices.filter((choice) => choice !== last);
      const body = (
        <ChoosePage
          lastUsed={last === undefined ? null : linkTo(last)}
          choices={others.map(linkTo)}
          byEmailHref={outcome.byEmail ? anotherHref : null}
          formHref={formHref}
        />
      );
      return { title: loginTexts.choose.title, body, status: 200 };
    }
    case 'confirm': {
      const title = fill(loginTexts.confirmCompany.heading, { company: outcome.connection.name });
      return { title, body: <ConfirmCompanyPage company={linkTo(outcome.connection)} anotherHref={anotherHref} />, status: 200 };
    }
    case 'ask-email': {
      const { problem, lastUsed } = outcome;
      const body = <FindCompanyPage problem={problem} lastUsed={lastUsed === null ? null : linkTo(lastUsed)} formHref={formHref} />;
      return { title: loginTexts.findCompany.title, body, status: problem === null ? 200 : errorKind(problem.code).status };
    }
    default:
      return outcome satisfies never;
  }
}
