/** The AWS Query protocol, which SNS and SES version 1 speak: a form comes in, XML goes out. */
import { randomUUID } from 'node:crypto';
import type { Receiver, WireAnswer } from '../wire.ts';
import { type AwsAccount, type AwsFault, signatureFault } from './sigv4.ts';

/** The fields of a form. */
export type AwsFields = ReadonlyMap<string, string>;

/** What is inside the result element, or a fault. */
type AwsAction = (fields: AwsFields) => { readonly result: string } | AwsFault;

export interface AwsService {
  readonly name: 'sns' | 'ses';
  /** The version of the protocol, a date. */
  readonly version: string;
  readonly namespace: string;
  readonly actions: Readonly<Record<string, AwsAction>>;
}

export interface AwsReceiver {
  readonly receive: Receiver;
  /** Actions that were asked for with a good signature, refused ones too, in order. */
  readonly calls: readonly string[];
  /** The next requests are answered with this, whatever they ask: `times` of them, one unless told. */
  failNext(fault: AwsFault, times?: number): void;
}

export function createAwsReceiver(service: AwsService, account: AwsAccount, now: () => number): AwsReceiver {
  const calls: string[] = [];
  const planned: AwsFault[] = [];

  return {
    calls,
    failNext(fault, times = 1) {
      for (let each = 0; each < times; each += 1) planned.push(fault);
    },
    async receive(request) {
      const fault = signatureFault(request, service.name, account, now());
      if (fault !== null) return failed(service, fault);
      if (request.method !== 'POST' || !(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
        return failed(service, { status: 400, code: 'InvalidAction', message: 'Only forms by POST' });
      const fields = new Map(new URLSearchParams(request.body.toString()));
      const name = fields.get('Action') ?? '';
      calls.push(name);
      const plan = planned.shift();
      if (plan !== undefined) return failed(service, plan);
      const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
      if (action === undefined || fields.get('Version') !== service.version)
        return failed(service, { status: 400, code: 'InvalidAction', message: `Could not find operation ${name} for this version` });
      const done = action(fields);
      if ('code' in done) return failed(service, done);
      const { namespace } = service;
      return xml(
        200,
        `<${name}Response xmlns="${namespace}"><${name}Result>${done.result}</${name}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${name}Response>`,
      );
    },
  };
}

function failed({ namespace }: AwsService, { status, code, message }: AwsFault): WireAnswer {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return xml(
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

const xml = (status: number, body: string): WireAnswer => ({ status, headers: { 'content-type': 'text/xml' }, body });

const xmlText = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
