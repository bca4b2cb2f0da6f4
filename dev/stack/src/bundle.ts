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
import {unlessUnchanged} from './unless_unchanged';

/** `linux-amd64`: as in `server.executables` of `plugin.json`. */
export type Platform = string;

/** Where a bundle is made, and of what. */
export interface BundleOrder {
    readonly manifest: Manifest;
    readonly platforms: readonly Platform[];

    /** Folder for intermediate results. */
    readonly build: string;

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

export async function buildBundle(supervisor: Supervisor, order: BundleOrder): Promise<void> {
    await buildWebapp(supervisor, order.build);
    for (const platform of order.platforms) {
        await buildServerHalf(supervisor, order.manifest, platform);
    }
    await pack(order);
}

async function buildWebapp(supervisor: Supervisor, build: string): Promise<void> {
    const step = {
        inputs: ['webapp', 'plugin.json', 'package-lock.json', 'tsconfig.base.json'].map((name) => join(REPOSITORY, name)),
        output: join(REPOSITORY, 'webapp/dist'),
        stamp: join(build, 'webapp.stamp'),
    };
    await unlessUnchanged(step, async () => {
        await supervisor.run({
            name: 'webapp-build',
            command: 'npm',
            args: ['run', 'build', '-w', '@mattermost-e2ee/webapp'],
            cwd: REPOSITORY,
        });
    });
}

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

async function pack({manifest, platforms, build, target}: BundleOrder): Promise<void> {
    const staging = join(build, 'bundle');
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
