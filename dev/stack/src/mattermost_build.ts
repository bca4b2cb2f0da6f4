import {renameSync} from 'node:fs';
import {join} from 'node:path';

import {REPOSITORY} from './paths';
import {buildStep} from './workshop';
import type {Workshop} from './workshop';

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
export async function buildMattermost(workshop: Workshop): Promise<ServerFiles> {
    const binary = join(workshop.state.build, 'mattermost');
    const go = (name: string, args: string[]): Promise<string> =>
        workshop.supervisor.run({name, command: 'go', args, cwd: MODULE_FOLDER, env: {...process.env, GOFLAGS: '-mod=readonly'}});
    const step = {
        name: 'mattermost',
        title: 'Mattermost server: build (some minutes the first time)',
        inputs: ['go.mod', 'go.sum'].map((name) => join(MODULE_FOLDER, name)),
        settings: FLAGS,
        output: binary,
    };
    await buildStep(workshop, step, async () => {
        await go('mattermost-build', ['build', ...FLAGS, '-o', `${binary}.new`, `${MODULE}/cmd/mattermost`]);
        renameSync(`${binary}.new`, binary);
    });

    // Also where the binary was built long ago and the module cache was emptied since.
    const {Dir: resources} = JSON.parse(await go('mattermost-module', ['mod', 'download', '-json', MODULE])) as {Dir: string};
    return {binary, resources};
}
