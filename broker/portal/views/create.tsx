import { portalTexts } from '#contract/messages/en/portal';
import { Avatar } from '../../pages/components/avatar.tsx';
import { Breadcrumbs } from '../../pages/components/breadcrumbs.tsx';
import { Button, LinkButton } from '../../pages/components/button.tsx';
import { Notice } from '../../pages/components/notice.tsx';
import { fill } from '../../pages/text.ts';
import type { FormPlan } from '../forms/form-fields.ts';
import type { Written } from '../forms/read-form.ts';
import type { FormView } from '../guard.ts';
import { paths } from '../paths.ts';
import { RequestFieldInput } from './form-field.tsx';
import { type FormNotice, FormNoticeBox } from './form-notice.tsx';

const texts = portalTexts.form;

/** The form of one request type; `written` brings back what a person wrote when it was not sent. */
export function CreatePage(props: {
  form: FormView;
  plan: FormPlan;
  csrf: string;
  formKey: string;
  written?: Written | undefined;
  problems?: ReadonlyMap<string, string> | undefined;
  notice?: FormNotice | undefined;
}) {
  const { desk, type } = props.form;
  const left = props.plan.left.map((field) => field.name).join(', ');
  return (
    <div class="wrap page">
      <Breadcrumbs
        above={[
          { href: paths.home, text: portalTexts.helpCentre },
          { href: paths.desk(desk.id), text: desk.name },
        ]}
        here={type.name}
      />
      <div class="page-head">
        <Avatar name={type.name} shape="square" />
        <div>
          <h1>{type.name}</h1>
          {type.description !== '' && <p class="lead">{type.description}</p>}
        </div>
      </div>
      <form class="form-card fields" method="post" action={paths.create(desk.id, type.id)}>
        {props.notice && <FormNoticeBox notice={props.notice} />}
        {type.helpText !== '' && <p class="prose">{type.helpText}</p>}
        {props.plan.fields.map((planned) => (
          <RequestFieldInput
            key={planned.name}
            planned={planned}
            written={props.written === undefined ? null : (props.written.get(planned.name) ?? [])}
            error={props.problems?.get(planned.field.id)}
          />
        ))}
        {left !== '' && (
          <Notice kind="info">
            <p>{fill(texts.hiddenFields, { names: left })}</p>
          </Notice>
        )}
        <input type="hidden" name="csrf" value={props.csrf} />
        <input type="hidden" name="form-key" value={props.formKey} />
        <div class="actions">
          <Button>{texts.send}</Button>
          <LinkButton href={paths.desk(desk.id)} emphasis="quiet">
            {texts.cancel}
          </LinkButton>
        </div>
      </form>
    </div>
  );
}
