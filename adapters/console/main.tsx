import './shared.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { momentIn } from './as-of-address.ts';
import { lookAt } from './state/as-of.ts';

// Before anything is asked for.
lookAt(momentIn(location.href));

const place = document.getElementById('app');
if (place !== null) render(<App />, place);
