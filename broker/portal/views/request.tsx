import type { ComponentChildren } from 'preact';
import { portalTexts } from '#contract/messages/en/portal';
import { Avatar } from '../../pages/components/avatar.tsx';
import { Breadcrumbs } from '../../pages/components/breadcrumbs.tsx';
import { Button } from '../../pages/components/button.tsx';
import { Card } from '../../pages/components/card.tsx';
import { Field } from '../../pages/components/field.tsx';
import { Icon } from '../../pages/components/icon.tsx';
import { TextArea } from '../../pages/components/inputs.tsx';
import { Moment } from '../../pages/components/moment.tsx';
import { StatusLozenge } from '../../pages/components/status-lozenge.tsx';
import { fill } from '../../pages/text.ts';
import type { FeedItem, RequestView } from '../guard/request-view.ts';
import { paths } from '../paths.ts';
import { type FormNotice, FormNoticeBox } from './form-notice.tsx';

const texts = portalTexts.request;
export const commentLimit = 30_000;

/** One request: what was asked, what happened since, and a place to answer. */
export function RequestPage(props: {
  request: RequestView;
  csrf: string;
  formKey: string;
  notice?: FormNotice | undefined;
  comment?: { readonly text: string; readonly error?: string | undefined } | undefined;
}) {
  const { request } = props;
  return (
    <div class="wrap page">
      <Breadcrumbs
        above={[
          { href: paths.home, text: portalTexts.helpCentre },
          { href: paths.desk(request.deskId), text: request.deskName },
        ]}
        here={request.key}
      />
      <div class="page-head">
        <Avatar name={request.typeName} shape="square" />
        <h1>{request.summary}</h1>
      </div>
      {props.notice && (
        <div class="page-notice">
          <FormNoticeBox notice={props.notice} />
        </div>
      )}
      <div class="split aside">
        <div class="stack-wide">
          {request.fields.length > 0 && (
            <Card title={texts.details}>
              <dl class="facts">
                {request.fields.map((field) => (
                  <Fact key={field.id} label={field.label}>
                    <span class="prose">{field.text}</span>
                  </Fact>
                ))}
              </dl>
            </Card>
          )}
          <section class="stack-wide" aria-labelledby="activity">
            <h2 id="activity">{texts.activity}</h2>
            {request.feed.length === 0 ? <p class="subtle">{texts.noActivity}</p> : <Feed items={request.feed} />}
            <CommentForm {...props} />
          </section>
        </div>
        <aside>
          <Card>
            <dl class="facts">
              <Fact label={texts.status}>
                <StatusLozenge name={request.status.name} category={request.status.category} />
              </Fact>
              <Fact label={texts.type}>{request.typeName}</Fact>
              <Fact label={texts.raisedBy}>{request.mine ? texts.you : request.reporterName}</Fact>
              <Fact label={texts.raisedOn}>
                <Moment at={request.createdAt} />
              </Fact>
            </dl>
          </Card>
        </aside>
      </div>
    </div>
  );
}

function Fact(props: { label: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function Feed(props: { items: readonly FeedItem[] }) {
  return (
    <ol class="feed">
      {props.items.map((item) =>
        item.kind === 'status' ? (
          <li key={`status-${item.at}`}>
            <span class="dot">
              <Icon name="status" />
            </span>
            <p class="event">
              {texts.statusIs} <b>{item.name}</b> · <Moment at={item.at} />
            </p>
          </li>
        ) : (
          <li key={item.id} id={`comment-${item.id}`}>
            <Avatar name={item.byline ?? item.authorName} staff={!item.mine && item.byline === null} />
            <div>
              <p class="who">
                <b>{item.mine ? texts.you : item.authorName}</b>
                {item.byline !== null && <span class="small subtle">{fill(texts.byline, { name: item.byline })}</span>}
                <span class="small subtle">
                  <Moment at={item.at} />
                </span>
              </p>
              <p class="prose">{item.text}</p>
            </div>
          </li>
        ),
      )}
    </ol>
  );
}

function CommentForm(props: {
  request: RequestView;
  csrf: string;
  formKey: string;
  comment?: { readonly text: string; readonly error?: string | undefined } | undefined;
}) {
  return (
    <form class="no-print" method="post" action={`${paths.request(props.request.deskId, props.request.key)}/comment`}>
      <Field id="comment" label={texts.addComment} hint={texts.commentHint} error={props.comment?.error} required>
        {(wiring) => <TextArea wiring={wiring} name="comment" value={props.comment?.text} rows={4} maxLength={commentLimit} />}
      </Field>
      <input type="hidden" name="csrf" value={props.csrf} />
      <input type="hidden" name="form-key" value={props.formKey} />
      <div class="actions">
        <Button>{texts.send}</Button>
      </div>
    </form>
  );
}
