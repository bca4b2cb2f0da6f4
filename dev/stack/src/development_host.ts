import {join} from 'node:path';

import {REPOSITORY} from './paths';
import type {Supervisor} from './supervisor/processes';
import {unlessUnchanged} from './unless_unchanged';

/** Builds the client that stands in for Mattermost's own, and answers its folder. */
export async function buildDevelopmentHost(supervisor: Supervisor, build: string): Promise<string> {
    const dist = join(REPOSITORY, 'dev/host/dist');
    const step = {
        inputs: ['dev/host', 'package-lock.json', 'tsconfig.base.json'].map((name) => join(REPOSITORY, name)),
        output: join(dist, 'root.html'),
        stamp: join(build, 'host.stamp'),
    };
    await unlessUnchanged(step, async () => {
        await supervisor.run({
            name: 'host-build',
            command: 'npm',
            args: ['run', 'build', '-w', '@mattermost-e2ee/host'],
            cwd: REPOSITORY,
        });
    });
    return dist;
}
