import { describe, expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { errorWords } from '#contract/errors';
import { KeyForm } from '../../../broker/http/views/second-factor/key.tsx';
import { findAsset } from '../../../broker/pages/assets.ts';

const page = { page: 'key', options: '{"rpId":"<acme>"}' } as const;
const html = (more: Partial<Parameters<typeof KeyForm>[0]> = {}) =>
  renderToString(<KeyForm formToken="t" wrong={null} ceremony="get" page={page} {...more} />);

describe('the page that asks for a key', () => {
  test('asks at once where there is nothing else to do', () => {
    expect(html()).toContain('data-at-once');
  });

  test('waits for a press after a refused answer, before the choice to be remembered, and where a key is new', () => {
    expect(html({ wrong: errorWords.webauthn_wrong })).not.toContain('data-at-once');
    expect(html({ rememberDays: 30 })).not.toContain('data-at-once');
    expect(html({ ceremony: 'create' })).not.toContain('data-at-once');
  });

  test('shows nothing that works without its script, and says so', () => {
    expect(html()).toMatch(/<p data-without-script[^>]*>This way needs JavaScript/);
    expect(html()).toContain(`data-at-once="yes" hidden><div class="stack">`);
  });

  test('loads its script from our own host, and hands it nothing but attributes', () => {
    const path = / src="([^"]+)"/.exec(html())?.[1] ?? '';
    expect(findAsset(path)).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      body: expect.stringContaining('navigator.credentials.get'),
    });
    expect(html()).toContain('data-options="{&quot;rpId&quot;:&quot;&lt;acme>&quot;}"');
    expect(html().match(/<script[^>]*>[^<]/g)).toBeNull();
  });

  test('has words for whatever a browser says went wrong', () => {
    const words = (ceremony: 'create' | 'get') => {
      const text = / data-words="([^"]*)"/.exec(html({ ceremony }))?.[1] ?? '';
      return Object.keys(JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as object);
    };
    const names = ['NotAllowedError', 'AbortError', 'SecurityError', 'ConstraintError', 'InvalidStateError', 'NotSupportedError'];
    for (const ceremony of ['create', 'get'] as const)
      expect(words(ceremony)).toEqual(expect.arrayContaining([...names, 'unsupported', 'other', 'waiting', 'press']));
  });
});
