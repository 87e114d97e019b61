import { portalTexts } from '#contract/messages/en/portal';
import type { Desk } from '../../domain/jira.ts';
import { Avatar } from '../../pages/components/avatar.tsx';
import { EmptyState } from '../../pages/components/empty-state.tsx';
import { paths } from '../paths.ts';

const texts = portalTexts.home;

/** The help centre: the portals that this customer may enter. */
export function HomePage(props: { desks: readonly Desk[] }) {
  return (
    <>
      <div class="hero">
        <div class="wrap">
          <h1>{texts.heading}</h1>
          <p class="lead">{texts.text}</p>
        </div>
      </div>
      <div class="wrap page">
        {props.desks.length === 0 ? (
          <EmptyState icon="lock" title={texts.emptyTitle} text={texts.emptyText} />
        ) : (
          <>
            <h2 class="hidden">{texts.portals}</h2>
            <ul class="tiles">
              {props.desks.map((desk) => (
                <li key={desk.id} class="tile">
                  <Avatar name={desk.name} shape="square" />
                  <div>
                    <a href={paths.desk(desk.id)}>{desk.name}</a>
                    <p>{desk.projectKey}</p>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}
