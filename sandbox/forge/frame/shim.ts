import { themeAttribute } from './theme.ts';

/**
 * The bridge that Jira puts into the frame of a Custom UI page. It has to be there before the page's bundle runs, which
 * takes hold of `__bridge` while it loads. Who is signed in stands in the frame's address, chosen by the switch above it.
 */
export function shimScript(): string {
  return `(() => {
  const user = new URL(location.href).searchParams.get('user');
  const call = async (path, body) => {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-sandbox-user': user }, body: JSON.stringify(body) });
    const result = await answer.json();
    if (!answer.ok) throw new Error(result.message);
    return result;
  };
  const theme = () => {
    const asked = parent.document.documentElement.dataset.colorMode;
    document.documentElement.dataset.theme = ${JSON.stringify(themeAttribute)};
    document.documentElement.dataset.colorMode = asked;
  };
  const commands = {
    invoke: async ({ functionKey, payload }) => (await call('/__forge/invoke', { functionKey, payload })).value,
    getContext: () => call('/__forge/context', {}),
    enableTheming: () => {
      theme();
      new MutationObserver(theme).observe(parent.document.documentElement, { attributes: true, attributeFilter: ['data-color-mode'] });
    },
    navigate: ({ url, type }) => { if (type === 'new-tab') window.open(url, '_blank', 'noopener'); else parent.location.assign(url); },
    reload: () => parent.location.reload(),
  };
  globalThis.__bridge = {
    callBridge: async (command, data) => {
      if (!Object.hasOwn(commands, command)) throw new Error('the sandbox does not simulate ' + command);
      return commands[command](data);
    },
  };
  addEventListener('DOMContentLoaded', () => {
    const frame = window.frameElement;
    new ResizeObserver(() => { frame.style.height = Math.max(480, document.documentElement.offsetHeight) + 'px'; }).observe(document.body);
  });
})();`;
}
