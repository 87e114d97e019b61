import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createResolver } from '../../../../broker/adapters/dns/resolver.ts';

/** A name server that knows one name (RFC 1035): what it answers is a test's to say. */
let server: Socket;
let answer: (asked: string) => { code: number; texts: readonly (readonly string[])[] };
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createSocket('udp4');
  server.on('message', (message, from) => {
    const { name, end } = nameIn(message);
    asked.push(name);
    const { code, texts } = answer(name);
    server.send(reply(message, end, code, texts), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const texts = (name: string) => createResolver([`127.0.0.1:${server.address().port}`]).texts(name);

function nameIn(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

function reply(question: Buffer, end: number, code: number, records: readonly (readonly string[])[]): Buffer {
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(records.length, 6);
  head.fill(0, 8, 12);
  const answers = records.map((pieces) => {
    const content = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])));
    const record = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
    record.writeUInt16BE(content.length, 10);
    return Buffer.concat([record, content]);
  });
  return Buffer.concat([head, question.subarray(12, end), ...answers]);
}

describe('texts of a name', () => {
  test('come each in one piece, however it was cut', async () => {
    answer = () => ({ code: 0, texts: [['v=spf1 -all'], ['gatehouse-', 'domain=abc']] });
    expect(await texts('kestrel.example')).toEqual(['v=spf1 -all', 'gatehouse-domain=abc']);
    expect(asked).toEqual(['kestrel.example']);
  });

  test('are none where the name, or such a record of it, is not there', async () => {
    answer = () => ({ code: 3, texts: [] });
    expect(await texts('nobody.example')).toEqual([]);
    answer = () => ({ code: 0, texts: [] });
    expect(await texts('empty.example')).toEqual([]);
  });

  test('are not known where the name server fails: that is no answer', async () => {
    answer = () => ({ code: 2, texts: [] });
    await expect(texts('broken.example')).rejects.toMatchObject({ code: 'ESERVFAIL' });
  });
});
