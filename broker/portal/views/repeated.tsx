import { portalTexts } from '#contract/messages/en/portal';
import { LinkButton } from '../../pages/components/button.tsx';
import { paths } from '../paths.ts';

const texts = portalTexts.repeated;

/** A form that was sent a second time: what came of the first. */
export function RepeatedPage(props: { deskId: string; typeId: string; keys: readonly string[] }) {
  return (
    <div class="wrap page form-card stack">
      <h1>{texts.title}</h1>
      <p>{props.keys.length > 0 ? texts.found : texts.notFound}</p>
      {props.keys.length > 0 && (
        <ul class="stack">
          {props.keys.map((key) => (
            <li key={key}>
              <a href={paths.request(props.deskId, key)}>{key}</a>
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <LinkButton href={paths.requests}>{portalTexts.desk.seeRequests}</LinkButton>
        <LinkButton href={paths.create(props.deskId, props.typeId)} emphasis="quiet">
          {texts.fresh}
        </LinkButton>
      </div>
    </div>
  );
}
