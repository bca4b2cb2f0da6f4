import {renameSync} from 'node:fs';
import {join} from 'node:path';

import {REPOSITORY} from './paths';
import type {StateFolder} from './paths';
import type {Supervisor} from './supervisor/processes';
import {unlessUnchanged} from './unless_unchanged';

const MODULE_FOLDER = join(REPOSITORY, 'dev/stack/server');
const MODULE = 'github.com/mattermost/mattermost/server/v8';

// Without a build number the server takes itself for a development build, and serves its page with 'unsafe-eval' 'unsafe-inline'.
const BUILD_NUMBER = '11.4.0';
const FLAGS = ['-trimpath', '-ldflags', `-X github.com/mattermost/mattermost/server/public/model.BuildNumber=${BUILD_NUMBER}`];

/** A Mattermost server that can be started: the binary, and the folder with `i18n`, `templates` and `fonts`. */
export interface ServerFiles {
    readonly binary: string;
    readonly resources: string;
}

/** Builds the server from its published Go module. */
export async function buildMattermost(supervisor: Supervisor, state: StateFolder): Promise<ServerFiles> {
    const binary = join(state.build, 'mattermost');
    const go = (name: string, args: string[]): Promise<string> =>
        supervisor.run({name, command: 'go', args, cwd: MODULE_FOLDER, env: {...process.env, GOFLAGS: '-mod=readonly'}});
    const {Dir: resources} = JSON.parse(await go('mattermost-module', ['mod', 'download', '-json', MODULE])) as {Dir: string};
    const step = {
        inputs: ['go.mod', 'go.sum'].map((name) => join(MODULE_FOLDER, name)),
        settings: FLAGS,
        output: binary,
        stamp: `${binary}.stamp`,
    };
    await unlessUnchanged(step, async () => {
        await go('mattermost-build', ['build', ...FLAGS, '-o', `${binary}.new`, `${MODULE}/cmd/mattermost`]);
        renameSync(`${binary}.new`, binary);
    });
    return {binary, resources};
}
