import {readFileSync} from 'node:fs';
import {join} from 'node:path';

import {REPOSITORY} from './paths';

/** What building and deploying need of `plugin.json`, the one place that states id and version. */
export interface Manifest {
    readonly id: string;
    readonly version: string;
    readonly server: {readonly executables: Readonly<Record<string, string>>};
    readonly webapp: {readonly bundle_path: string};
}

export function readManifest(): Manifest {
    return JSON.parse(readFileSync(join(REPOSITORY, 'plugin.json'), 'utf8')) as Manifest;
}
