import { portalTexts } from '#contract/messages/en/portal';
import type { Desk, RequestType } from '../../domain/jira.ts';
import { Avatar } from '../../pages/components/avatar.tsx';
import { Breadcrumbs } from '../../pages/components/breadcrumbs.tsx';
import { LinkButton } from '../../pages/components/button.tsx';
import { EmptyState } from '../../pages/components/empty-state.tsx';
import type { PortalView } from '../guard.ts';
import { paths } from '../paths.ts';

const texts = portalTexts.desk;

/** One portal: its groups, and what can be raised in the chosen one. */
export function DeskPage(props: { portal: PortalView; groupId: string | null }) {
  const { desk, groups } = props.portal;
  const shown = groups.find(({ group }) => group.id === props.groupId) ?? groups[0];
  return (
    <div class="wrap page">
      <Breadcrumbs above={[{ href: paths.home, text: portalTexts.helpCentre }]} here={desk.name} />
      <div class="page-head">
        <Avatar name={desk.name} shape="square" />
        <div>
          <h1>{desk.name}</h1>
          {shown !== undefined && <p class="lead">{texts.text}</p>}
        </div>
      </div>
      {shown === undefined ? (
        <EmptyState title={texts.emptyTitle} text={texts.emptyText}>
          <LinkButton href={paths.requests} emphasis="plain">
            {texts.seeRequests}
          </LinkButton>
        </EmptyState>
      ) : groups.length === 1 ? (
        <Types desk={desk} types={shown.types} />
      ) : (
        <div class="split">
          <nav aria-label={texts.groups}>
            <ul class="tabs">
              {groups.map(({ group }) => (
                <li key={group.id}>
                  <a href={paths.group(desk.id, group.id)} aria-current={group.id === shown.group.id ? 'page' : undefined}>
                    {group.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div>
            <h2 class="hidden">{shown.group.name}</h2>
            <Types desk={desk} types={shown.types} />
          </div>
        </div>
      )}
    </div>
  );
}

function Types(props: { desk: Desk; types: readonly RequestType[] }) {
  return (
    <ul class="rows">
      {props.types.map((type) => (
        <li key={type.id}>
          <Avatar name={type.name} />
          <div>
            <a href={paths.create(props.desk.id, type.id)}>{type.name}</a>
            {type.description !== '' && <p>{type.description}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
