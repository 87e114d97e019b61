import { TextDecoder, TextEncoder } from 'node:util';

// What jsdom lacks: what renders pages needs an encoder while it loads, and axe asks for a canvas to know icon fonts.
Object.assign(globalThis, { TextDecoder, TextEncoder });
HTMLCanvasElement.prototype.getContext = () => null;
