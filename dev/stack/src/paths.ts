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

    /** Received mail. */
    readonly mail: string;

    /** GnuPG's home folders: of the key server, and of a person of the demo. */
    readonly keyServer: string;
    readonly demoGnupg: string;

    /** What the specs read: see {@link StackDescription}. */
    readonly description: string;
}

/** `E2EE_STATE_DIR`, or `.state` at the repository's root. */
export function openStateFolder(environment: NodeJS.ProcessEnv): StateFolder {
    const root = resolve(REPOSITORY, environment.E2EE_STATE_DIR ?? '.state');
    return makeFolders(root, join(root, 'build'));
}

/**
 * A state folder in the state folder, for what runs beside the demo: with its own server and database, but with what was built
 * for the demo.
 */
export function openSubfolder(state: StateFolder, name: string): StateFolder {
    return makeFolders(join(state.root, name), state.build);
}

function makeFolders(root: string, build: string): StateFolder {
    const folder = {
        root,
        logs: join(root, 'logs'),
        build,
        postgres: join(root, 'postgres'),
        mattermost: join(root, 'mattermost'),
        mail: join(root, 'mail'),
        keyServer: join(root, 'key_server'),
        demoGnupg: join(root, 'gnupg'),
        description: join(root, 'stack.json'),
    };
    for (const path of [folder.root, folder.logs, folder.build]) {
        mkdirSync(path, {recursive: true});
    }
    return folder;
}
