import { securityTexts } from '#contract/messages/en/security-page';
import { securityPath } from '../../../domain/security-page.ts';
import type { SessionItem } from '../../../login/security/overview.ts';
import { Button, LinkButton } from '../../../pages/components/button.tsx';
import { Card } from '../../../pages/components/card.tsx';
import { Moment } from '../../../pages/components/moment.tsx';
import { fill } from '../../../pages/text.ts';
import { TokenForm } from '../token-form.tsx';
import { Lozenge } from './lozenge.tsx';

const texts = securityTexts.sessions;

/** Where the person is signed in; this browser in front. */
export function Sessions({ items, formToken }: { items: readonly SessionItem[]; formToken: string }) {
  return (
    <Card title={texts.heading}>
      <p class="subtle">{texts.text}</p>
      <ul class="items" aria-label={texts.list}>
        {items.map((item) => (
          <Session key={item.id} item={item} formToken={formToken} />
        ))}
      </ul>
      <p>
        <LinkButton href={`${securityPath}/sign-out`} emphasis="plain">
          {texts.everywhere}
        </LinkButton>
      </p>
    </Card>
  );
}

function Session({ item, formToken }: { item: SessionItem; formToken: string }) {
  const name = item.name ?? texts.unknown;
  return (
    <li>
      <div>
        <p>
          <span class="name">{name}</span>
          {item.isThis && <Lozenge done>{texts.thisOne}</Lozenge>}
        </p>
        <p class="subtle small">
          {texts.begun} <Moment at={item.createdAt} />
          {'. '}
          {texts.lastUsed} <Moment at={item.lastSeenAt} />
        </p>
        {item.address !== null && <p class="subtle small">{fill(texts.address, { address: item.address })}</p>}
      </div>
      {!item.isThis && (
        <TokenForm action={`${securityPath}/sessions`} formToken={formToken}>
          <Button name="session" value={item.id} emphasis="plain">
            <span aria-hidden="true">{texts.end}</span>
            <span class="hidden">{fill(texts.endNamed, { name })}</span>
          </Button>
        </TokenForm>
      )}
    </li>
  );
}
