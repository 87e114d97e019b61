/** Requests that no client of HTTP would make, as bytes. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost, portalHost } from '../../support/attacks/in-house.ts';
import { openWire, type Wire } from '../../support/attacks/wire.ts';
import { type House, openHouse } from '../../support/house.ts';

const path = '/servicedesk/customer/portals';
const other = 'umbra.localhost:8080';
let house: House;
let wire: Wire;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  wire = await openWire(house);
});
afterAll(() => house.close());

describe('whose page it is', () => {
  const { attack, honest } = casesOf('http.host');

  attack.each([
    ['two hosts', path, [`Host: ${portalHost}`, `Host: ${other}`]],
    ['two hosts, ours second', path, [`Host: ${other}`, `Host: ${portalHost}`]],
    ['one host twice', path, [`Host: ${portalHost}`, `host: ${portalHost}`]],
    ['no host', path, []],
    ['another host in the target', `http://${other}${path}`, [`Host: ${portalHost}`]],
    ['a foreign host in the target', `http://evil.example${path}`, [`Host: ${portalHost}`]],
    ['a foreign host in the target of a sign-in', 'https://evil.example/saml/sso?SAMLRequest=x', [`Host: ${loginHost}`]],
    ['our host in the target', `http://${portalHost}${path}`, [`Host: ${portalHost}`]],
    ['a target without path', '*', [`Host: ${portalHost}`]],
    ['a target without slash', 'servicedesk/customer/portals', [`Host: ${portalHost}`]],
  ])('is not guessed: %s', async (_, target, headers) => {
    const answer = await wire.ask('GET', target, headers);
    expect(answer.status).toBe(400);
    expect(answer.head).not.toMatch(/location|set-cookie/i);
  });

  attack.each([
    ['a user in front', `x@${portalHost}`],
    ['two names in one', `${portalHost}, ${other}`],
    ['a path behind', `${portalHost}/x`],
    ['a dot at the end', 'acme.localhost.:8080'],
    ['another port', 'acme.localhost:80'],
    ['no port', 'acme.localhost'],
    ['an empty name', ''],
    ['a name with a NUL by percent', 'acme.localhost%00:8080'],
    ['a quote', "acme.localhost'--:8080"],
    ['letters beyond ASCII', 'acmé.localhost:8080'],
  ])('is nobody’s for %s', async (_, host) => {
    const answer = await wire.ask('GET', path, [`Host: ${host}`]);
    expect(answer.status).toBe(404);
    expect(answer.head).not.toMatch(/location|set-cookie/i);
  });

  attack.each([
    ['X-Forwarded-Host', other],
    ['X-Host', other],
    ['X-Original-Host', other],
    ['X-HTTP-Host-Override', other],
    ['Forwarded', `host=${other}`],
    ['X-Forwarded-Server', other],
    ['X-Original-URL', '/healthz'],
    ['X-Rewrite-URL', '/healthz'],
    ['X-Forwarded-Prefix', '//evil.example'],
    ['X-Forwarded-Proto', 'javascript'],
  ])('is told by nothing else: %s', async (name, value) => {
    const answer = await wire.ask('GET', path, [`Host: ${portalHost}`, `${name}: ${value}`]);
    expect(answer.status).toBe(302);
    expect(answer.head).toContain(`location: http://${loginHost}/saml/sso?`);
    expect(decodeURIComponent(answer.head)).not.toContain('evil.example');
  });

  honest('is told by the host, in letters of any size', async () => {
    const answer = await wire.ask('GET', path, ['Host: ACME.localhost:8080']);
    expect(answer.head).toContain(`location: http://${loginHost}/saml/sso?`);
  });
});

describe('two readers of one connection', () => {
  const { attack, honest } = casesOf('http.smuggling');
  const smuggled = `0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: ${portalHost}\r\n\r\n`;
  const posted = (headers: string, body = smuggled) =>
    `POST /saml/acs HTTP/1.1\r\nHost: ${portalHost}\r\nContent-Type: application/x-www-form-urlencoded\r\n${headers}\r\n\r\n${body}`;

  attack.each([
    ['a length and chunks', posted('Content-Length: 6\r\nTransfer-Encoding: chunked')],
    ['chunks and a length', posted('Transfer-Encoding: chunked\r\nContent-Length: 6')],
    ['two lengths', posted('Content-Length: 5\r\nContent-Length: 60')],
    ['a list of lengths', posted('Content-Length: 5, 5')],
    ['a length with a sign', posted('Content-Length: +5')],
    ['a length in hexadecimal', posted('Content-Length: 0x5')],
    ['a negative length', posted('Content-Length: -5')],
    ['two codings', posted('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity')],
    ['chunks that are not the last coding', posted('Transfer-Encoding: chunked, identity')],
    ['a coding that nobody knows', posted('Transfer-Encoding: xchunked')],
    ['a blank before the colon', posted('Transfer-Encoding : chunked')],
    ['a folded header', posted('Transfer-Encoding:\r\n chunked')],
    ['a vertical tab before the coding', posted('Transfer-Encoding: \x0bchunked')],
    ['a chunk size that overflows', posted('Transfer-Encoding: chunked', 'ffffffffffffffffff\r\nx\r\n0\r\n\r\n')],
    ['a chunk size that is none', posted('Transfer-Encoding: chunked', '0x1\r\nx\r\n0\r\n\r\n')],
    ['a chunk longer than it says', posted('Transfer-Encoding: chunked', '1\r\nxy\r\n0\r\n\r\n')],
    ['line feeds alone', `GET ${path} HTTP/1.1\nHost: ${portalHost}\n\n`],
    ['a carriage return alone', `GET ${path} HTTP/1.1\r\nHost: ${portalHost}\rX: 1\r\n\r\n`],
    ['a NUL in a header', `GET ${path} HTTP/1.1\r\nHost: ${portalHost}\r\nX: a\0b\r\n\r\n`],
    ['a header without colon', `GET ${path} HTTP/1.1\r\nHost: ${portalHost}\r\nx\r\n\r\n`],
    ['a blank in the target', `GET ${path} x HTTP/1.1\r\nHost: ${portalHost}\r\n\r\n`],
    ['another version', `GET ${path} HTTP/3.0\r\nHost: ${portalHost}\r\n\r\n`],
  ])('see the same request or none: %s', async (_, bytes) => {
    const answers = await wire.send(bytes);
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });

  honest('two requests in a row are two', async () => {
    const one = `GET /healthz HTTP/1.1\r\nHost: ${portalHost}\r\n\r\n`;
    const answers = await wire.send(`${one}${one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}`);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('what is too long', () => {
  const { attack, honest } = casesOf('http.limits');
  const host = `Host: ${portalHost}`;
  const form = 'Content-Type: application/x-www-form-urlencoded';

  attack.each([
    ['a header', 431, 'GET', path, [host, `X: ${'a'.repeat(20_000)}`], ''],
    ['headers together', 431, 'GET', path, [host, ...Array.from({ length: 3_000 }, (_, index) => `x${index}: 1`)], ''],
    ['cookies', 431, 'GET', path, [host, `Cookie: ${'a=1; '.repeat(5_000)}`], ''],
    ['an address', 431, 'GET', `${path}?${'a'.repeat(20_000)}`, [host], ''],
    ['a part of an address', 400, 'GET', `/callback/${'b'.repeat(300)}`, [`Host: ${loginHost}`], ''],
    ['an answer of a sign-in', 413, 'POST', '/saml/acs', [host, form], `SAMLResponse=${'A'.repeat(600_000)}`],
    ['a form of a step', 413, 'POST', `/second-factor/${'A'.repeat(22)}`, [`Host: ${loginHost}`, form], `answer=${'1'.repeat(70_000)}`],
    ['an answer of a provider', 413, 'POST', '/callback/borealis', [`Host: ${loginHost}`, form], `code=${'1'.repeat(420_000)}`],
  ])('is refused before it is read: %s', async (_, status, method, target, headers, body) => {
    expect((await wire.ask(method, target, headers, body)).status).toBe(status);
  });

  honest('an address of ten thousand letters is looked at', async () => {
    expect((await wire.ask('GET', `${path}?${'a'.repeat(10_000)}`, [host])).status).toBe(302);
  });
});
