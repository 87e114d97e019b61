/**
 * A person's security page at the login host. Each route takes what arrived, calls one function of the login room and shapes
 * its answer; who may change what is decided there.
 */
import type { FastifyInstance } from 'fastify';
import { securityTexts as texts } from '#contract/messages/en/security-page';
import { refuse } from '../../domain/app-error.ts';
import type { BrowserId } from '../../domain/brands.ts';
import { securityAddress, securityPath } from '../../domain/security-page.ts';
import { makeCodes, removeFactor, renameFactor } from '../../login/security/change.ts';
import { factorOfVisit, factorsOf, overviewOf } from '../../login/security/overview.ts';
import { openNote, sealNote } from '../../login/security/sealed.ts';
import type { LoginPluginDeps } from '../deps.ts';
import { sendPage } from '../replies.tsx';
import { FactorPage } from '../views/security/factor.tsx';
import { SecurityPage } from '../views/security/overview.tsx';
import { CodesPage, NewCodesPage } from '../views/security/single.tsx';
import { type Arrived, securityRoutesOf } from './arrived.tsx';
import { sessionRoutes } from './session-routes.tsx';
import { setUpRoutes } from './set-up-routes.tsx';
import { signInRoutes } from './sign-in-routes.ts';

export function securityRoutes(app: FastifyInstance, plugin: LoginPluginDeps): void {
  const routes = securityRoutesOf(app, plugin);
  const { deps } = routes;

  routes.get(securityPath, async ({ scene, jar, visit, reply, fields, formToken }) => {
    const { portal } = scene.snapshot.settings;
    const body = (
      <SecurityPage
        overview={await overviewOf(deps, scene, jar, visit)}
        note={openNote(deps, visit, fields.note)}
        site={portal.name}
        portal={scene.tenant.portalOrigin}
        formToken={formToken}
      />
    );
    return sendPage(reply, portal, { title: texts.title, body, layout: 'account', home: scene.tenant.portalOrigin });
  });

  routes.get(`${securityPath}/factors/:id`, async (arrived) => {
    const { visit, formToken } = arrived;
    const factor = await factorOfVisit(deps, visit, idIn(arrived));
    if (factor === null) return routes.refuse(arrived, refuse('security_item_gone', 'security.factor-gone'));
    if (!visit.isConfirmed) return routes.askToConfirm(arrived, partOf(arrived));
    const isLast = (await factorsOf(deps, visit)).length === 1;
    return routes.page(arrived, {
      title: texts.factor.title,
      body: <FactorPage factor={factor} isLast={isLast} formToken={formToken} />,
    });
  });

  routes.post(`${securityPath}/factors/:id/rename`, async (arrived) => {
    const renamed = await renameFactor(deps, arrived.visit, idIn(arrived), arrived.fields.label ?? '');
    if (!renamed.ok) return routes.refuse(arrived, renamed, partOf(arrived));
    return routes.done(arrived, { kind: 'renamed', factor: renamed.factor, was: renamed.was });
  });

  routes.post(`${securityPath}/factors/:id/remove`, async (arrived) => {
    const removed = await removeFactor(deps, arrived.visit, idIn(arrived));
    return removed.ok ? routes.done(arrived, { kind: 'removed' }) : routes.refuse(arrived, removed, partOf(arrived));
  });

  routes.get(securityAddress('codes'), async (arrived) => {
    if (!arrived.visit.isConfirmed) return routes.askToConfirm(arrived, 'codes');
    return routes.page(arrived, { title: texts.codes.title, body: <CodesPage formToken={arrived.formToken} /> });
  });

  routes.post(securityAddress('codes'), async (arrived) => {
    const made = await makeCodes(deps, arrived.visit);
    if (!made.ok) return routes.refuse(arrived, made, 'codes');
    const href = `${securityPath}?note=${sealNote(deps, arrived.visit, { kind: 'codes-made' })}`;
    return routes.page(arrived, { title: texts.codes.title, body: <NewCodesPage codes={made.codes} href={href} /> });
  });

  // Less trust in browsers harms nobody: it takes no proof but the session.
  routes.post(`${securityPath}/browsers`, async (arrived) => {
    const { tenant, subject } = arrived.visit.subject;
    const { browsers } = deps.storage;
    if (arrived.fields.all !== undefined) {
      await browsers.removeAll(tenant, subject);
      return routes.done(arrived, { kind: 'browsers-forgotten' });
    }
    const wasThere = await browsers.remove(tenant, subject, (arrived.fields.browser ?? '') as BrowserId);
    if (!wasThere) return routes.refuse(arrived, refuse('security_item_gone', 'security.browser-gone'));
    return routes.done(arrived, { kind: 'browser-forgotten' });
  });

  signInRoutes(app, plugin);
  setUpRoutes(routes);
  sessionRoutes(routes);
}

const idIn = ({ request }: Arrived): string => (request.params as { id: string }).id;
const partOf = (arrived: Arrived): string => `factors/${idIn(arrived)}`;
