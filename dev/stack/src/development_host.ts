import {join} from 'node:path';

import {REPOSITORY} from './paths';
import {buildStep} from './workshop';
import type {Workshop} from './workshop';

/** Builds the client that stands in for Mattermost's own, and answers its folder. */
export async function buildDevelopmentHost(workshop: Workshop): Promise<string> {
    const dist = join(REPOSITORY, 'dev/host/dist');
    const step = {
        name: 'host',
        title: 'Development host: build',
        inputs: ['dev/host', 'package-lock.json', 'tsconfig.base.json'].map((name) => join(REPOSITORY, name)),
        output: join(dist, 'root.html'),
    };
    await buildStep(workshop, step, async () => {
        const args = ['run', 'build', '-w', '@mattermost-e2ee/host'];
        await workshop.supervisor.run({name: 'host-build', command: 'npm', args, cwd: REPOSITORY});
    });
    return dist;
}
