/**
 * @jest-environment jsdom
 */
import './support/jsdom.ts';
import { expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { VNode } from 'preact';
import { RecordedPage } from '../../../broker/http/views/recorded.tsx';
import { Breadcrumbs } from '../../../broker/pages/components/breadcrumbs.tsx';
import { Button } from '../../../broker/pages/components/button.tsx';
import { EmptyState } from '../../../broker/pages/components/empty-state.tsx';
import { Field, FieldGroup } from '../../../broker/pages/components/field.tsx';
import { Checkboxes, Select, TextArea, TextInput } from '../../../broker/pages/components/inputs.tsx';
import { Notice } from '../../../broker/pages/components/notice.tsx';
import { StatusLozenge } from '../../../broker/pages/components/status-lozenge.tsx';
import { Steps } from '../../../broker/pages/components/steps.tsx';
import { renderPage } from '../../../broker/pages/page.tsx';
import { AutoPostPage } from '../../../broker/pages/views/auto-post.tsx';
import { ContinuePage } from '../../../broker/pages/views/continue.tsx';
import { RefusalPage } from '../../../broker/pages/views/refusal.tsx';
import { planForm } from '../../../broker/portal/forms/form-fields.ts';
import { CreatePage } from '../../../broker/portal/views/create.tsx';
import { DeskPage } from '../../../broker/portal/views/desk.tsx';
import { HomePage } from '../../../broker/portal/views/home.tsx';
import { KeptPage } from '../../../broker/portal/views/kept.tsx';
import { RequestPage } from '../../../broker/portal/views/request.tsx';
import { RequestListPage } from '../../../broker/portal/views/request-list.tsx';

const brand = { name: 'Acme Help', accentColor: '#0c66e4', contact: 'Service desk' };
const user = {
  supportCode: 'ABCD-EFGH-JKMN',
  displayName: 'Ada Adams',
  home: '/',
  links: [{ href: '/requests', text: 'Requests', current: true }],
  security: 'https://login.example/security',
  signOut: { action: '/out', token: 't' },
};
const desk = { id: '6', projectId: '1', projectKey: 'IT', name: 'IT Help' };
const type = { id: '61', deskId: '6', name: 'Laptop', description: 'Broken', helpText: 'Tell us', groupIds: ['1'], iconUrl: null };
const choices = [
  { value: '1', label: 'One', children: [] },
  { value: '2', label: 'Two', children: [] },
];
const field = (id: string, schema: object, required = false) => ({
  id,
  name: `Field ${id}`,
  description: 'A hint',
  required,
  visible: true,
  schema: { type: 'string', items: null, system: null, custom: null, ...schema },
  choices,
  defaults: [],
});
const fields = [
  field('summary', { system: 'summary' }, true),
  field('description', { system: 'description' }),
  field('when', { type: 'date' }),
  field('count', { type: 'number' }),
  field('one', { type: 'option' }),
  field('many', { type: 'array', items: 'option' }, true),
];
const row = {
  key: 'IT-1',
  deskId: '6',
  deskName: 'IT Help',
  typeName: 'Laptop',
  summary: 'Screen is dark',
  status: { name: 'Open', category: 'new' as const, at: 0 },
  createdAt: 0,
  reporterName: 'Ada',
  mine: true,
};

const bodies: Record<string, VNode> = {
  home: <HomePage desks={[desk]} />,
  'a recorded sign-in': <RecordedPage departure={{ kind: 'redirect', url: 'https://idp.example/sso', memory: {} }} />,
  'a recorded sign-in by form': (
    <RecordedPage departure={{ kind: 'post', url: 'https://idp.example/sso', fields: { SAMLRequest: 'x' }, memory: {} }} />
  ),
  'home without portals': <HomePage desks={[]} />,
  'portal with groups': (
    <DeskPage
      portal={{
        desk,
        groups: [
          { group: { id: '1', name: 'Common' }, types: [type] },
          { group: { id: '2', name: 'Rare' }, types: [type] },
        ],
      }}
      groupId="1"
    />
  ),
  'form with problems': (
    <CreatePage
      form={{ desk, type, fields }}
      plan={planForm(fields)}
      csrf="c"
      formKey="k"
      written={new Map()}
      problems={new Map(fields.map(({ id }) => [id, 'Enter something here.']))}
      notice={{ kind: 'danger', title: 'Please check', text: 'Nothing was sent.' }}
    />
  ),
  list: <RequestListPage rows={[row]} desks={[desk]} choices={{ status: 'open', deskId: null, text: '' }} nextPage="x" isFirst={false} />,
  request: (
    <RequestPage
      request={{
        ...row,
        typeId: '61',
        fields: [{ id: 'description', label: 'Description', text: 'It is dark.' }],
        feed: [
          { kind: 'status', name: 'Open', at: 0 },
          { kind: 'comment', id: '1', authorName: 'Service', mine: false, byline: 'Ada Adams', text: 'Hello', at: 1 },
        ],
      }}
      csrf="c"
      formKey="k"
      comment={{ text: '', error: 'Enter something here.' }}
    />
  ),
  'kept text': <KeptPage notice="Sign in" action="/x" posted={new Map([['field-summary', ['Hello']]])} signIn="/in" />,
  refusal: <RefusalPage title="No" text="It" action="Do" contact="Desk" supportCode="ABC" wayOn={{ href: '/', text: 'Home' }} />,
  continue: <ContinuePage title="On" text="Soon" href="/x" linkText="Go" />,
  'auto-post': <AutoPostPage title="On" text="Soon" action="https://a.example/acs" fields={{ a: 'b' }} buttonText="Go" />,
  'every control': (
    <form class="stack" action="/x">
      <h1>Controls</h1>
      <Steps names={['One', 'Two']} current={0} />
      <Breadcrumbs above={[{ href: '/', text: 'Home' }]} here="Here" />
      <Field id="a" label="Text" hint="Hint" error="Wrong" required>
        {(wiring) => <TextInput wiring={wiring} name="a" look="spaced" />}
      </Field>
      <Field id="b" label="Long text">
        {(wiring) => <TextArea wiring={wiring} name="b" />}
      </Field>
      <Field id="c" label="Choice">
        {(wiring) => <Select wiring={wiring} name="c" choices={choices} empty="Choose" />}
      </Field>
      <FieldGroup id="d" label="Choices" error="Wrong">
        <Checkboxes name="d" choices={choices} chosen={['1']} invalid />
      </FieldGroup>
      <Notice kind="warning" title="Careful">
        <p>Text</p>
      </Notice>
      <StatusLozenge name="Done" category="done" />
      <EmptyState title="Nothing" text="Really" />
      <Button>Send</Button>
    </form>
  ),
};

/** Contrast needs a real layout and is computed from the tokens elsewhere. */
const rules = { 'color-contrast': { enabled: false } };

test.each(Object.entries(bodies))('axe finds nothing on: %s', async (_, body) => {
  for (const layout of ['portal', 'sign-in'] as const) {
    const { html } = renderPage({ title: 'Page', brand, layout, user, body });
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    document.documentElement.innerHTML = parsed.documentElement.innerHTML;
    document.documentElement.lang = parsed.documentElement.lang;
    const { violations } = await axe.run(document, { rules });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});
