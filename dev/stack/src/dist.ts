/**
 * Builds the bundle for every platform of `plugin.json`, and prints its SHA-256, which is the same for everybody who builds these
 * sources with the same versions of Node.js and Go.
 *
 * @packageDocumentation
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {relative} from 'node:path';

import {buildBundle, releaseFile} from './bundle';
import {StackFailure} from './failure';
import {readManifest} from './manifest';
import {openStateFolder, openSubfolder} from './paths';
import {Progress} from './progress/progress';
import {Supervisor} from './supervisor/processes';

async function main(): Promise<void> {
    const state = openSubfolder(openStateFolder(process.env), 'dist');
    const supervisor = new Supervisor(state, () => undefined);
    const progress = new Progress((line) => console.log(line));
    const manifest = readManifest();
    const platforms = Object.keys(manifest.server.executables);
    const target = releaseFile(manifest);
    try {
        await buildBundle({state, supervisor, progress}, {manifest, platforms, target});
    } finally {
        await supervisor.stopAll();
    }
    const digest = createHash('sha256').update(readFileSync(target)).digest('hex');
    console.log(`${digest}  ${relative(process.cwd(), target)}`);
}

try {
    await main();
} catch (error) {
    console.error(error instanceof StackFailure ? error.message : error);
    process.exitCode = 1;
}
