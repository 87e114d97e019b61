import type { FastifyReply } from 'fastify';
import { errorKind, errorWords } from '#contract/errors';
import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { securityTexts as texts } from '#contract/messages/en/security-page';
import type { Refusal } from '../../domain/app-error.ts';
import { securityAddress, securityPath } from '../../domain/security-page.ts';
import { sealNote } from '../../login/security/sealed.ts';
import { answerSetUp, beginSetUp, type SetUpReply, sendSetUpAgain, setUpElsewhere, showSetUp } from '../../login/security/set-up.ts';
import { fileHeaders } from '../file-headers.ts';
import { goOn } from '../replies.tsx';
import { againTo, answerIn } from '../second-factor-routes.tsx';
import { AddPage, SetUpPage } from '../views/security/add.tsx';
import { NewCodesPage } from '../views/security/single.tsx';
import type { Arrived, SecurityRoutes } from './arrived.tsx';

/** What a method remembers is in the address of its page, sealed for this session: the forms of all methods go back to it. */
const setUpPath = `${securityPath}/set-up`;
const addressOf = (sealed: string) => `${setUpPath}?s=${sealed}`;

/** Adding a second step to those that are there. */
export function setUpRoutes(routes: SecurityRoutes): void {
  const { deps } = routes;

  routes.get(securityAddress('add'), async (arrived) => {
    const { visit, formToken } = arrived;
    if (!visit.isConfirmed) return routes.askToConfirm(arrived, 'add');
    return routes.page(arrived, { title: texts.add.title, body: <AddPage methods={visit.mayAdd} formToken={formToken} /> });
  });

  routes.post(securityAddress('add'), async (arrived) => {
    const { scene, jar, fields, reply } = arrived;
    const begun = await beginSetUp(deps, scene, jar, fields.method ?? '');
    if (begun === null) return signedOut(arrived);
    if (!begun.ok) return routes.refuse(arrived, begun, 'add');
    return reply.header('cache-control', 'no-store').redirect(addressOf(begun.sealed), 303);
  });

  routes.get(setUpPath, (arrived) => sendSetUp(arrived, null));

  routes.post(setUpPath, async (arrived) => {
    const { scene, jar, fields, reply } = arrived;
    if (fields.cancel !== undefined) return reply.header('cache-control', 'no-store').redirect(securityPath, 303);
    const sealed = sealedIn(arrived);
    const outcome =
      fields.again === undefined
        ? await answerSetUp(deps, scene, jar, sealed, answerIn(fields))
        : await sendSetUpAgain(deps, scene, jar, sealed, againTo(fields));
    return outcome === null ? signedOut(arrived) : sendOutcome(arrived, outcome);
  });

  // For the script of a page that waits for another device; it says one word and changes nothing.
  routes.get(
    `${setUpPath}/state`,
    async (arrived) => {
      const { scene, jar, reply } = arrived;
      const found = await setUpElsewhere(deps, scene, jar, sealedIn(arrived));
      return sendState(reply, found === null ? 'gone' : typeof found === 'string' ? found : 'refused');
    },
    (reply) => sendState(reply, 'gone'),
  );

  async function sendSetUp(arrived: Arrived, wrong: Refusal | null): Promise<FastifyReply> {
    const { scene, jar, formToken } = arrived;
    const shown = await showSetUp(deps, scene, jar, sealedIn(arrived));
    if (shown === null) return signedOut(arrived);
    if (!shown.ok) return routes.refuse(arrived, wrong ?? shown);
    const { method, offer } = shown;
    return routes.page(arrived, {
      title: secondFactorTexts.setUpTitle,
      body: <SetUpPage method={method} offer={offer} formToken={formToken} wrong={wrong === null ? null : errorWords[wrong.code]} />,
      status: wrong === null ? 200 : errorKind(wrong.code).status,
      connects: offer.page === 'pair',
    });
  }

  async function sendOutcome(arrived: Arrived, outcome: SetUpReply): Promise<FastifyReply> {
    const { reply, visit } = arrived;
    switch (outcome.kind) {
      case 'again':
        return sendSetUp(arrived, outcome.refusal);
      case 'next':
        return reply.header('cache-control', 'no-store').redirect(addressOf(outcome.sealed), 303);
      case 'added': {
        if (outcome.codes.length === 0) return routes.done(arrived, { kind: 'added' });
        const href = `${securityPath}?note=${sealNote(deps, visit, { kind: 'added' })}`;
        return routes.page(arrived, { title: texts.codes.title, body: <NewCodesPage codes={outcome.codes} href={href} /> });
      }
      case 'refused':
        return routes.refuse(arrived, outcome.refusal);
      default:
        return outcome satisfies never;
    }
  }
}

function sendState(reply: FastifyReply, state: string): FastifyReply {
  return reply.headers(fileHeaders('no-store')).send({ state });
}

/** The session ended between two looks at it. */
function signedOut({ request, reply, scene }: Arrived): FastifyReply {
  return goOn(request, reply, scene.snapshot.settings.portal, securityPath);
}

function sealedIn({ request }: Arrived): string {
  const { s } = request.query as Readonly<Record<string, unknown>>;
  return typeof s === 'string' ? s : '';
}
