import { securityTexts } from '#contract/messages/en/security-page';
import { securityPath } from '../../../domain/security-page.ts';
import type { BrowserItem } from '../../../login/security/overview.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Card } from '../../../pages/components/card.tsx';
import { Moment } from '../../../pages/components/moment.tsx';
import { fill } from '../../../pages/text.ts';
import { TokenForm } from '../token-form.tsx';
import { Lozenge } from './lozenge.tsx';

const texts = securityTexts.browsers;
const action = `${securityPath}/browsers`;

/** Browsers that the person is known in, and those that they asked to be remembered in. */
export function Browsers({ items, formToken }: { items: readonly BrowserItem[]; formToken: string }) {
  return (
    <Card title={texts.heading}>
      {items.length === 0 ? (
        <p class="subtle">{texts.none}</p>
      ) : (
        <>
          <p class="subtle">{texts.text}</p>
          <ul class="items" aria-label={texts.list}>
            {items.map((item) => (
              <Browser key={item.id} item={item} formToken={formToken} />
            ))}
          </ul>
          <TokenForm action={action} formToken={formToken}>
            <Button name="all" value="yes" emphasis="plain">
              {texts.forgetAll}
            </Button>
          </TokenForm>
        </>
      )}
    </Card>
  );
}

function Browser({ item, formToken }: { item: BrowserItem; formToken: string }) {
  const name = item.name ?? texts.unknown;
  return (
    <li>
      <div>
        <p>
          <span class="name">{name}</span>
          {item.isThis && <Lozenge done>{texts.thisOne}</Lozenge>}
        </p>
        <p class="subtle small">
          {item.rememberedUntil === null ? (
            texts.known
          ) : (
            <>
              {texts.remembered} <Moment at={item.rememberedUntil} only="day" />
            </>
          )}
          {'. '}
          {texts.lastSeen} <Moment at={item.lastSeenAt} />
        </p>
      </div>
      <TokenForm action={action} formToken={formToken}>
        <Button name="browser" value={item.id} emphasis="plain">
          <span aria-hidden="true">{texts.forget}</span>
          <span class="hidden">{fill(texts.forgetNamed, { name })}</span>
        </Button>
      </TokenForm>
    </li>
  );
}
