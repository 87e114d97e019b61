import { useState } from 'react';
import { en } from '../i18n/en.ts';
import { traceWords } from '../i18n/traces.ts';
import { useOverview } from '../state/overview.tsx';
import { Message } from '../ui/message.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { Captures } from './captures.tsx';
import { SignIns } from './sign-ins.tsx';
import { SupportLookup } from './support-lookup.tsx';

/** *Support*: for whoever helps people that cannot sign in: support codes, the latest sign-ins, and messages of a provider. */
export function SupportPage() {
  const { connections } = useOverview().overview;
  const [connection, setConnection] = useState(connections[0]?.id ?? '');
  // An object, so that the same code can be opened twice.
  const [opened, setOpened] = useState<{ readonly code: string } | null>(null);
  const chosen = connections.find(({ id }) => id === connection);
  return (
    <Page title={traceWords.page.title} intro={traceWords.page.intro}>
      <Section title={en.help.supportTitle} intro={en.help.supportText}>
        <SupportLookup opened={opened} />
      </Section>
      <Section title={traceWords.desk.title} intro={traceWords.desk.intro}>
        {chosen === undefined ? (
          <Message kind="info">{traceWords.desk.noConnections}</Message>
        ) : (
          <>
            <SelectField
              label={traceWords.desk.connection}
              value={connection}
              options={connections.map(({ id, name }) => ({ value: id, label: name }))}
              error={null}
              onChange={setConnection}
            />
            <SignIns connection={connection} onOpen={(code) => setOpened({ code })} />
          </>
        )}
      </Section>
      {chosen !== undefined && chosen.protocol !== 'email-code' && (
        <Section title={traceWords.capture.title} intro={traceWords.capture.intro}>
          <Captures connection={connection} />
        </Section>
      )}
    </Page>
  );
}
