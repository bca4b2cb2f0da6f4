import {execFile} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {gzipSync} from 'node:zlib';

import type {Figures} from '../judging/figures';

import {STATE} from './state';

const WEBAPP = fileURLToPath(new URL('../../../webapp', import.meta.url));

/** Apart from webapp/dist, which a running stack may be about to pack. */
const DIST = join(STATE, 'webapp');

/** As `npm run build` does. */
export async function buildBundle(): Promise<void> {
    await promisify(execFile)('npx', ['webpack', '--mode', 'production', '--output-path', DIST], {cwd: WEBAPP});
}

export function readScript(name: string): Buffer {
    return readFileSync(join(DIST, name));
}

/** Names of what was built; those of chunks hold their hash. */
export function scripts(): readonly string[] {
    return readdirSync(DIST).filter((file) => file.endsWith('.js'));
}

export function workerName(): string {
    const name = scripts().find((file) => file.startsWith('vault_worker.'));
    if (name === undefined) {
        throw new Error('the bundle has no worker');
    }
    return name;
}

/** Sizes with gzip. Every page of Mattermost loads main.js and, at its start, what `loadedByWorker` names; the rest when it is used. */
export function measureBundle(loadedByWorker: ReadonlySet<string>): Figures {
    const gzipOf = (files: readonly string[]): number =>
        files.reduce((sum, file) => sum + gzipSync(readScript(file), {level: 9}).length, 0);
    const isWorkers = (file: string): boolean => loadedByWorker.has(file);
    const later = scripts().filter((file) => file !== MAIN && !isWorkers(file));
    const [page, worker] = [gzipOf([MAIN]), gzipOf(scripts().filter(isWorkers))];
    return {'bundle.page': page, 'bundle.worker': worker, 'bundle.start': page + worker, 'bundle.later': gzipOf(later)};
}

const MAIN = 'main.js';
