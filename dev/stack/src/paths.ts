import {mkdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Root of the repository that this stack belongs to. */
export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where everything lives that the stack makes. One folder, ignored by git; deleting it starts afresh. */
export interface StateFolder {
    readonly root: string;
    readonly logs: string;
    readonly build: string;
    readonly postgres: string;

    /** The folder that the Mattermost server runs in. */
    readonly mattermost: string;

    /** What the specs read: see {@link StackDescription}. */
    readonly description: string;
}

/**
 * `E2EE_STATE_DIR`, or `.state` at the repository's root.
 * @param below a folder in it, for a program that may run beside a stack
 */
export function openStateFolder(environment: NodeJS.ProcessEnv, below = '.'): StateFolder {
    const root = resolve(REPOSITORY, environment.E2EE_STATE_DIR ?? '.state', below);
    const folder = {
        root,
        logs: join(root, 'logs'),
        build: join(root, 'build'),
        postgres: join(root, 'postgres'),
        mattermost: join(root, 'mattermost'),
        description: join(root, 'stack.json'),
    };
    for (const path of [folder.root, folder.logs, folder.build]) {
        mkdirSync(path, {recursive: true});
    }
    return folder;
}
