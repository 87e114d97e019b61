import { methodTexts } from '#contract/messages/en/second-factor';
import { securityTexts as texts } from '#contract/messages/en/security-page';
import { securityAddress } from '../../../domain/security-page.ts';
import type { FactorItem, Overview } from '../../../login/security/overview.ts';
import type { Note } from '../../../login/security/sealed.ts';
import { LinkButton } from '../../../pages/components/button.tsx';
import { Card } from '../../../pages/components/card.tsx';
import { Moment } from '../../../pages/components/moment.tsx';
import { fill } from '../../../pages/text.ts';
import { Browsers } from './browsers.tsx';
import { Lozenge } from './lozenge.tsx';
import { NoteNotice } from './note.tsx';
import { Sessions } from './sessions.tsx';

interface Props {
  readonly overview: Overview;
  readonly note: Note | null;
  readonly site: string;
  readonly portal: string;
  readonly formToken: string;
}

/** Everything about how a person signs in here, and where they are signed in. */
export function SecurityPage(props: Props) {
  const { overview, note, formToken } = props;
  return (
    <div class="stack-wide">
      <div class="stack">
        <h1>{texts.heading}</h1>
        <p class="lead">{fill(texts.text, { site: props.site })}</p>
        <p class="subtle">{fill(texts.person, { person: overview.person })}</p>
        {note !== null && <NoteNotice note={note} formToken={formToken} />}
      </div>
      <Factors overview={overview} />
      {overview.codesLeft !== null && <Codes left={overview.codesLeft} />}
      <Browsers items={overview.browsers} formToken={formToken} />
      <Sessions items={overview.sessions} formToken={formToken} />
      <p>
        <a href={props.portal}>{texts.back}</a>
      </p>
    </div>
  );
}

function Factors({ overview: { factors, mayAdd } }: Pick<Props, 'overview'>) {
  const words = texts.factors;
  return (
    <Card title={words.heading}>
      <p class="subtle">{factors.length === 0 ? words.none : factors.length === 1 ? words.one : words.text}</p>
      {factors.length > 0 && (
        <ul class="items" aria-label={words.list}>
          {factors.map((factor) => (
            <Factor key={factor.id} factor={factor} />
          ))}
        </ul>
      )}
      {mayAdd.length > 0 && (
        <p>
          <LinkButton href={securityAddress('add')} emphasis={factors.length === 0 ? 'main' : 'plain'}>
            {factors.length === 0 ? words.addFirst : words.add}
          </LinkButton>
        </p>
      )}
    </Card>
  );
}

function Factor({ factor }: { factor: FactorItem }) {
  const words = texts.factors;
  const method = methodTexts[factor.kind].name;
  return (
    <li>
      <div>
        <p>
          <span class="name">{factor.label}</span>
          {!factor.works && <Lozenge>{words.closed}</Lozenge>}
        </p>
        {factor.label !== method && <p class="subtle small">{method}</p>}
        <p class="subtle small">
          {words.added} <Moment at={factor.createdAt} only="day" />
          {'. '}
          {factor.lastUsedAt === null ? (
            words.neverUsed
          ) : (
            <>
              {words.lastUsed} <Moment at={factor.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      {factor.works && (
        <LinkButton href={securityAddress(`factors/${factor.id}`)} emphasis="plain">
          <span aria-hidden="true">{words.change}</span>
          <span class="hidden">{fill(words.changeNamed, { name: factor.label })}</span>
        </LinkButton>
      )}
    </li>
  );
}

function Codes({ left }: { left: number }) {
  const words = texts.codes;
  const said = left === 0 ? words.left.none : left === 1 ? words.left.one : fill(words.left.many, { count: left });
  return (
    <Card title={words.heading}>
      <p>{said}</p>
      <p class="subtle">{words.text}</p>
      <p>
        <LinkButton href={securityAddress('codes')} emphasis="plain">
          {words.link}
        </LinkButton>
      </p>
    </Card>
  );
}
