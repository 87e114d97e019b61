import { portalTexts } from '#contract/messages/en/portal';
import type { Desk } from '../../domain/jira.ts';
import { Avatar } from '../../pages/components/avatar.tsx';
import { Breadcrumbs } from '../../pages/components/breadcrumbs.tsx';
import { Button, LinkButton } from '../../pages/components/button.tsx';
import { EmptyState } from '../../pages/components/empty-state.tsx';
import { Field } from '../../pages/components/field.tsx';
import { Select, TextInput } from '../../pages/components/inputs.tsx';
import { Moment } from '../../pages/components/moment.tsx';
import { StatusLozenge } from '../../pages/components/status-lozenge.tsx';
import { fill } from '../../pages/text.ts';
import type { RequestRow } from '../guard/request-view.ts';
import { paths } from '../paths.ts';

const texts = portalTexts.list;

export interface ListChoices {
  readonly status: 'open' | 'closed' | 'all';
  readonly deskId: string | null;
  readonly text: string;
}

/** "My requests": filters as a plain form, rows, and a way to the next page. */
export function RequestListPage(props: {
  rows: readonly RequestRow[];
  desks: readonly Desk[];
  choices: ListChoices;
  nextPage: string | null;
  isFirst: boolean;
}) {
  return (
    <div class="wrap page">
      <Breadcrumbs above={[{ href: paths.home, text: portalTexts.helpCentre }]} here={texts.title} />
      <div class="page-head">
        <h1>{texts.title}</h1>
      </div>
      <Filters desks={props.desks} choices={props.choices} />
      {props.rows.length === 0 ? (
        <EmptyState icon="search" title={texts.emptyTitle} text={texts.emptyText}>
          <LinkButton href={paths.home} emphasis="plain">
            {texts.emptyAction}
          </LinkButton>
        </EmptyState>
      ) : (
        <ul class="rows" aria-label={texts.table}>
          {props.rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ul>
      )}
      <nav class="pager" aria-label={texts.pages}>
        {props.isFirst ? (
          <span />
        ) : (
          <LinkButton href={listAddress(props.choices, null)} emphasis="plain">
            {texts.first}
          </LinkButton>
        )}
        {props.nextPage !== null && (
          <LinkButton href={listAddress(props.choices, props.nextPage)} emphasis="plain">
            {texts.next}
          </LinkButton>
        )}
      </nav>
    </div>
  );
}

function Filters(props: { desks: readonly Desk[]; choices: ListChoices }) {
  const statuses = (['open', 'closed', 'all'] as const).map((value) => ({ value, label: texts[value] }));
  const desks = props.desks.map((desk) => ({ value: desk.id, label: desk.name }));
  return (
    <search>
      <form class="filters" method="get" action={paths.requests}>
        <div>
          <Field id="status" label={texts.status}>
            {(wiring) => <Select wiring={wiring} name="status" value={props.choices.status} choices={statuses} submitOnChange />}
          </Field>
        </div>
        <div>
          <Field id="portal" label={texts.portal}>
            {(wiring) => (
              <Select
                wiring={wiring}
                name="portal"
                value={props.choices.deskId ?? ''}
                choices={desks}
                empty={texts.anyPortal}
                submitOnChange
              />
            )}
          </Field>
        </div>
        <div class="grow">
          <Field id="text" label={texts.search}>
            {(wiring) => (
              <div class="search">
                <TextInput wiring={wiring} name="text" value={props.choices.text} type="search" maxLength={200} />
                <Button emphasis="plain">{texts.apply}</Button>
              </div>
            )}
          </Field>
        </div>
      </form>
    </search>
  );
}

function Row(props: { row: RequestRow }) {
  const { row } = props;
  return (
    <li>
      <Avatar name={row.typeName} />
      <div>
        <a href={paths.request(row.deskId, row.key)}>{row.summary}</a>
        <p class="meta">
          <span>{row.key}</span>
          <span>{row.deskName}</span>
          <span>{fill(texts.raisedBy, { name: row.mine ? texts.you : row.reporterName })}</span>
          <span>
            <Moment at={row.createdAt} only="day" />
          </span>
        </p>
      </div>
      <StatusLozenge name={row.status.name} category={row.status.category} />
    </li>
  );
}

/** The address of the list with these choices. */
function listAddress(choices: ListChoices, page: string | null): string {
  const query = new URLSearchParams({ status: choices.status });
  if (choices.deskId !== null) query.set('portal', choices.deskId);
  if (choices.text !== '') query.set('text', choices.text);
  if (page !== null) query.set('page', page);
  return `${paths.requests}?${query}`;
}
