/**
 * Builds the plugin and packs its bundle: what a stack installs, and what `make dist` publishes.
 *
 * The same sources give the same bytes: sorted names, one time, one owner, and no paths or build ids in the binaries.
 *
 * @packageDocumentation
 */
import {chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';

import {create as createArchive} from 'tar';

import type {Manifest} from './manifest';
import {REPOSITORY} from './paths';
import type {Supervisor} from './supervisor/processes';
import {buildStep} from './workshop';
import type {Workshop} from './workshop';

/** `linux-amd64`: as in `server.executables` of `plugin.json`. */
export type Platform = string;

/** Which bundle is made, and where. */
export interface BundleOrder {
    readonly manifest: Manifest;
    readonly platforms: readonly Platform[];

    /** The bundle's file. */
    readonly target: string;
}

/** The platform that this program runs on. */
export function ownPlatform(): Platform {
    return `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

/** What `make dist` makes and `make deploy` takes. */
export function releaseFile(manifest: Manifest): string {
    return join(REPOSITORY, 'dist', `${manifest.id}-${manifest.version}.tar.gz`);
}

export async function buildBundle(workshop: Workshop, order: BundleOrder): Promise<void> {
    await buildWebapp(workshop);
    for (const platform of order.platforms) {
        await workshop.progress.step(`Plugin: server half for ${platform}`, () =>
            buildServerHalf(workshop.supervisor, order.manifest, platform),
        );
    }
    await pack(order, join(workshop.state.root, 'bundle'));
}

async function buildWebapp(workshop: Workshop): Promise<void> {
    const step = {
        name: 'webapp',
        title: 'Plugin: webapp half',
        inputs: ['webapp', 'plugin.json', 'package-lock.json', 'tsconfig.base.json'].map((name) => join(REPOSITORY, name)),
        output: join(REPOSITORY, 'webapp/dist'),
    };
    await buildStep(workshop, step, async () => {
        const args = ['run', 'build', '-w', '@mattermost-e2ee/webapp'];
        await workshop.supervisor.run({name: 'webapp-build', command: 'npm', args, cwd: REPOSITORY});
    });
}

// Always: Go knows best what has changed.
async function buildServerHalf(supervisor: Supervisor, manifest: Manifest, platform: Platform): Promise<void> {
    const [os, architecture] = platform.split('-');
    await supervisor.run({
        name: `server-build-${platform}`,
        command: 'go',
        args: ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w -buildid=', '-o', executable(manifest, platform), '.'],
        cwd: join(REPOSITORY, 'server'),
        env: {...process.env, CGO_ENABLED: '0', GOOS: os, GOARCH: architecture},
    });
}

function executable(manifest: Manifest, platform: Platform): string {
    const path = manifest.server.executables[platform];
    if (path === undefined) {
        throw new Error(`plugin.json names no executable for ${platform}.`);
    }
    return join(REPOSITORY, path);
}

async function pack({manifest, platforms, target}: BundleOrder, staging: string): Promise<void> {
    const root = join(staging, manifest.id);
    const webapp = dirname(manifest.webapp.bundle_path);
    const paths = [
        'plugin.json',
        'LICENSE',
        'assets',
        webapp,
        ...platforms.map((platform) => relative(REPOSITORY, executable(manifest, platform))),
    ];
    rmSync(staging, {recursive: true, force: true});
    for (const path of paths.filter((candidate) => existsSync(join(REPOSITORY, candidate)))) {
        mkdirSync(dirname(join(root, path)), {recursive: true});
        cpSync(join(REPOSITORY, path), join(root, path), {recursive: true});
    }
    const executables = new Set(platforms.map((platform) => join(root, relative(REPOSITORY, executable(manifest, platform)))));
    const files = filesBelow(root);
    for (const file of files) {
        // Whatever the umask was when it was built.
        chmodSync(file, executables.has(file) ? 0o755 : 0o644);
    }
    mkdirSync(dirname(target), {recursive: true});
    await createArchive(
        {file: `${target}.new`, cwd: staging, gzip: {level: 9}, portable: true, mtime: new Date(0), noDirRecurse: true},
        files.map((file) => relative(staging, file)),
    );
    renameSync(`${target}.new`, target);
}

function filesBelow(folder: string): string[] {
    return readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
        .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}
