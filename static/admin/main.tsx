import '@atlaskit/css-reset';
import './app.css';
import './support/traces.css';
import './people/people.css';
import './providers/metadata-changes.css';
import './providers/providers.css';
import './second-factor/second-factor.css';
import { view } from '@forge/bridge';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

// Jira then gives this frame its own theme, light or dark, and keeps it up to date.
void view.theme.enable();

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
