import {copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {extname, join, resolve} from 'node:path';

import {StackFailure} from './failure';
import type {ServerFiles} from './mattermost_build';

const RESOURCES = ['i18n', 'templates', 'fonts'];

// At its start the server rewrites these for the site's path.
const REWRITTEN_BY_SERVER = new Set(['.html', '.json', '.css']);

/** An unpacked official release of Mattermost: `MATTERMOST_HOME`. */
export interface Release extends ServerFiles {
    readonly client: string;
}

/** @throws StackFailure if something of a release is missing in that folder. */
export function openRelease(path: string): Release {
    const home = resolve(path);
    const release = {binary: join(home, 'bin/mattermost'), resources: home, client: join(home, 'client')};
    const needed = [release.binary, join(release.client, 'root.html'), ...RESOURCES.map((name) => join(home, name))];
    const missing = needed.filter((name) => !existsSync(name));
    if (missing.length > 0) {
        throw new StackFailure(`MATTERMOST_HOME=${path} is no unpacked Mattermost release: ${missing.join(', ')} is missing.`);
    }
    return release;
}

/**
 * Makes the folder that the server runs in. What the server only reads is linked; what it writes (its data, plugins, and parts
 * of the client folder) is here, so that neither the module cache nor `MATTERMOST_HOME` is ever written to.
 *
 * @param client the built web client
 */
export function prepareServerHome(home: string, files: ServerFiles, client: string): void {
    for (const name of ['config', 'data', 'plugins', 'logs']) {
        mkdirSync(join(home, name), {recursive: true});
    }
    for (const name of RESOURCES) {
        rmSync(join(home, name), {recursive: true, force: true});
        symlinkSync(join(files.resources, name), join(home, name));
    }
    copyClient(client, join(home, 'client'));
}

function copyClient(from: string, to: string): void {
    rmSync(to, {recursive: true, force: true});
    mkdirSync(join(to, 'plugins'), {recursive: true});
    for (const entry of readdirSync(from, {withFileTypes: true})) {
        if (entry.name === 'plugins') {
            continue;
        }
        const source = join(from, entry.name);
        const target = join(to, entry.name);
        if (!entry.isDirectory() && REWRITTEN_BY_SERVER.has(extname(entry.name))) {
            copyFileSync(source, target);
        } else {
            symlinkSync(source, target);
        }
    }
}
