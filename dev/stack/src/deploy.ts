/**
 * Installs the bundle of `make dist` on a server and enables it: SITE_URL says where, TOKEN is an access token of a system admin.
 *
 * @packageDocumentation
 */
import {existsSync} from 'node:fs';

import {MattermostApi} from './api';
import {releaseFile} from './bundle';
import {StackFailure, messageOf} from './failure';
import {readManifest} from './manifest';

async function main({SITE_URL: siteUrl = '', TOKEN: token = ''}: NodeJS.ProcessEnv): Promise<void> {
    if (siteUrl === '' || token === '') {
        throw new StackFailure(
            'Say where to and as whom: make deploy SITE_URL=https://chat.example.org TOKEN=<access token of a system admin>.',
        );
    }
    const bundle = releaseFile(readManifest());
    if (!existsSync(bundle)) {
        throw new StackFailure('There is no bundle yet: run make dist.');
    }
    const server = new MattermostApi(siteUrl.replace(/\/+$/, ''), token, '');
    const installed = await server.uploadPlugin(bundle);
    await server.enablePlugin(installed.id);
    console.log(`${installed.id} ${installed.version} is installed and enabled on ${server.siteUrl}`);
}

try {
    await main(process.env);
} catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
}
