/* What is in this file a screen that comes later finds; some bring their own. */
import './app.css';
import './views/dataset/dataset.css';
import './parts/both.css';
import './parts/prose.css';
import './views/document/document.css';
import './views/annotate/annotate.css';
import './views/job/job.css';
import './views/person/person.css';
import './views/project/project.css';
import { render } from 'preact';
import { App } from './app.tsx';
import * as place from './store/place.ts';
import * as session from './store/session.ts';

place.watch();
void session.load();
render(<App />, document.getElementById('app')!);
