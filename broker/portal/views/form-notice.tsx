import { portalTexts } from '#contract/messages/en/portal';
import { Notice, type NoticeKind } from '../../pages/components/notice.tsx';
import { fill } from '../../pages/text.ts';

/** Something to say above a form. */
export interface FormNotice {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly text: string;
  readonly supportCode?: string | undefined;
}

export function FormNoticeBox(props: { notice: FormNotice }) {
  const { kind, title, text, supportCode } = props.notice;
  return (
    <Notice kind={kind} title={title}>
      <p>{text}</p>
      {supportCode !== undefined && <p class="small">{fill(portalTexts.form.support, { code: supportCode })}</p>}
    </Notice>
  );
}
