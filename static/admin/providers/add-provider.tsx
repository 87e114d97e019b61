import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { Stepper } from '../ui/stepper.tsx';
import { AssuranceFields } from './assurance-fields.tsx';
import { BackToList } from './back-to-list.tsx';
import type { Received } from './example/received.ts';
import { BasicFields, DomainFields, QuestionFields, StateChoice } from './fields.tsx';
import { problemsIn } from './form/problems.ts';
import { newForm, vendorName } from './form/provider-form.ts';
import { untilFound } from './form/to-be-proven.ts';
import { Guide } from './guide.tsx';
import { MappingExample } from './mapping-example.tsx';
import { MappingFields } from './mapping-fields.tsx';
import { OurValues, oursHeading } from './our-values.tsx';
import { ProviderTests } from './provider-tests.tsx';
import { ProviderValues } from './provider-values.tsx';
import { firstWrongStep, problemsOfStep, type Step, shownPaths, stepName, stepsOf } from './steps.ts';
import { Summary } from './summary.tsx';
import { useProviderForm } from './use-provider-form.ts';
import { VendorFields } from './vendor-fields.tsx';

const words = en.editor;

/** Adding a connection, step by step. Everything typed stays while somebody walks back and forth. */
export function AddProvider() {
  const { leave } = useNavigation();
  const { overview } = useOverview();
  const [step, setStep] = useState<Step>('vendor');
  const { form, change, problems, busy, error, submit, reloadBelow } = useProviderForm(newForm('okta'), true);
  const [received, setReceived] = useState<Received | null>(null);
  const fields = { form, problems, change };
  const steps = stepsOf(form.protocol);
  const position = steps.indexOf(step);
  const walk = (by: 1 | -1) => setStep(steps[position + by] ?? step);

  const next = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (step !== 'check') {
      const wrong = problemsOfStep(step, problemsIn(form, true, overview.connections));
      problems.show(wrong);
      if (wrong.length === 0) walk(1);
      return;
    }
    const saved = await submit((found) => setStep(firstWrongStep(found)));
    if (saved !== null) leave({ page: 'providers', view: 'list' }, `${words.created(form.name)}${untilFound(form, null)}`);
  };

  return (
    <Page title={words.addTitle} back={<BackToList />}>
      <Stepper
        label={words.stepsLabel}
        position={words.step(position + 1, steps.length)}
        steps={steps.map((key, index) => ({
          key,
          name: stepName(key, form.protocol),
          state: index < position ? 'done' : index === position ? 'current' : 'ahead',
        }))}
      />
      <form ref={problems.form} noValidate onSubmit={(event) => void next(event)}>
        <SaveError error={error} elsewhere={problems.elsewhere(shownPaths)} onReload={() => void reloadBelow()} />
        {step === 'vendor' && (
          <Section title={words.vendorTitle} intro={words.vendorHint}>
            <VendorFields {...fields} />
          </Section>
        )}
        {step === 'about' && (
          <Section title={words.aboutTitle}>
            <BasicFields {...fields} />
            <QuestionFields {...fields} />
          </Section>
        )}
        {step === 'register' && (
          <>
            <Section title={words.registerTitle[form.protocol](vendorName(form.preset))} intro={words.registerText[form.protocol]}>
              <Guide form={form} />
            </Section>
            <Section {...oursHeading(form)}>
              <OurValues form={form} isStored={false} besideGuide={form.protocol === 'saml'} />
            </Section>
            <ProviderValues {...fields} secretHint={words.clientSecretHint} withIssuer={false} />
          </>
        )}
        {step === 'mapping' && (
          <>
            <Section title={connectionWords.mapping.title} intro={connectionWords.mapping.intro}>
              <MappingFields {...fields} />
              <MappingExample form={form} received={received} />
            </Section>
            <AssuranceFields {...fields} />
          </>
        )}
        {step === 'domains' && (
          <Section title={words.domainsTitle} intro={words.domainsText}>
            <DomainFields {...fields} />
          </Section>
        )}
        {step === 'check' && (
          <Section title={words.checkTitle} intro={words.checkText}>
            <ProviderTests form={form} onReceived={setReceived} />
            <Summary form={form} />
            <StateChoice form={form} change={change} />
          </Section>
        )}
        <div className="form-bar">
          <Button type="submit" appearance="primary" isLoading={busy}>
            {step === 'check' ? words.saveNew : en.common.next}
          </Button>
          {position > 0 && (
            <Button appearance="subtle" isDisabled={busy} onClick={() => walk(-1)}>
              {en.common.back}
            </Button>
          )}
          <SlowNote busy={busy} />
        </div>
      </form>
    </Page>
  );
}
