/** Builds the static files that the Mattermost server serves as its client: `dist/root.html` and what it links to. */
import {cpSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

import webpack from 'webpack';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

webpack({...require('./webpack.config.cjs'), context: here}, (failure, stats) => {
    if (failure || stats.hasErrors()) {
        console.error(failure ?? stats.toString('errors-only'));
        process.exitCode = 1;
        return;
    }
    cpSync(`${here}static`, `${here}dist`, {recursive: true});
    console.log('The development host is built in dev/host/dist.');
});
