/**
 * `start`: brings the stack up and keeps it until Ctrl-C; accounts, posts and settings stay from one start to the next.
 * `exec -- COMMAND …`: brings up an empty one beside it, runs the command with E2EE_STACK set to the path of its stack.json, brings
 * all down and ends with the command's exit code. With `--stop-with-parent` the stack also ends when the program that started it
 * does (make, killed).
 *
 * @packageDocumentation
 */
import {parseArgs} from 'node:util';

import type {StackDescription} from './description';
import {StackFailure} from './failure';
import {lockStateFolder} from './lock';
import {openStateFolder, openSubfolder} from './paths';
import {Progress} from './progress/progress';
import {bringUp} from './stack';
import {Supervisor, endLeftovers} from './supervisor/processes';
import type {Workshop} from './workshop';

const LEFTOVERS_GRACE_MS = 15_000;
const USAGE = 'Usage: main.ts [--stop-with-parent] start | exec -- COMMAND [ARGUMENT…]';

interface Invocation {
    readonly command: readonly string[] | undefined;
    readonly stopsWithParent: boolean;
}

function readInvocation(args: readonly string[]): Invocation {
    const {values, positionals} = parseArgs({
        args: [...args],
        options: {'stop-with-parent': {type: 'boolean', default: false}},
        allowPositionals: true,
    });
    const [verb, ...command] = positionals;
    const stopsWithParent = values['stop-with-parent'];
    if (verb === 'start' && command.length === 0) {
        return {command: undefined, stopsWithParent};
    }
    if (verb === 'exec' && command.length > 0) {
        return {command, stopsWithParent};
    }
    throw new StackFailure(USAGE);
}

/** Resolves when the stack shall end, with the exit code: a signal, a lost part, or the end of the program that started it. */
class EndOfWork {
    readonly reached: Promise<number>;
    #reach: (code: number) => void = () => undefined;

    constructor() {
        this.reached = new Promise((resolve) => {
            this.#reach = resolve;
        });
    }

    lose(failure: StackFailure): void {
        console.error(`\n${failure.message}`);
        this.#reach(1);
    }

    followSignals(): void {
        process.on('SIGINT', () => this.#reach(130));
        process.on('SIGTERM', () => this.#reach(143));
        process.on('SIGHUP', () => this.#reach(129));
    }

    followParent(): void {
        const parent = process.ppid;
        setInterval(() => {
            if (process.ppid !== parent) {
                this.#reach(1);
            }
        }, 500).unref();
    }
}

function describe(stack: StackDescription): string {
    const {siteUrl, team, channels, accounts, mail, keyServer, demoKey} = stack;
    const people = accounts.map((account) => `    ${account.username.padEnd(8)} ${account.firstName} ${account.lastName}`);
    return [
        '',
        `Open ${siteUrl}/${team.name}/channels/${channels.private.name}`,
        `in one browser for each person (or a private window each), and log in as one of these, password ${accounts[0]?.password ?? ''}`,
        ...people,
        'Alice, Bob, Carol and Dave share the private channel Confidential; Alice is its admin.',
        stack.hostKind === 'full'
            ? ''
            : 'The page is the development host, a small stand-in for the web client of Mattermost (see dev/host).',
        '',
        `Mail that Mattermost sends: ${mail.url}`,
        `Key server: ${keyServer.url} (gpg --keyserver ${keyServer.hkpUrl})`,
        `${demoKey.username} has a GnuPG key: ${demoKey.fingerprint}`,
        'To read the newest encrypted mail for that key:',
        `    curl -s ${mail.url}/newest/${demoKey.email}.asc | gpg --homedir ${demoKey.home} --decrypt`,
        '',
        `Logs: ${stack.logs.folder}. Ctrl-C stops everything; the state stays.`,
        '',
    ].join('\n');
}

async function main(): Promise<number> {
    const invocation = readInvocation(process.argv.slice(2));
    const end = new EndOfWork();
    end.followSignals();
    if (invocation.stopsWithParent) {
        end.followParent();
    }
    const base = openStateFolder(process.env);
    const state = invocation.command === undefined ? base : openSubfolder(base, 'exec');
    const unlock = lockStateFolder(state.root);
    await endLeftovers(state.root, LEFTOVERS_GRACE_MS);
    const supervisor = new Supervisor(state, (failure) => end.lose(failure));
    const workshop = {state, supervisor, progress: new Progress((line) => console.log(line))};
    try {
        return await Promise.race([end.reached, work(invocation, workshop, end)]);
    } finally {
        await supervisor.stopAll();
        unlock();
    }
}

async function work(invocation: Invocation, workshop: Workshop, end: EndOfWork): Promise<number> {
    const stack = await bringUp(workshop, {environment: process.env, isFresh: invocation.command !== undefined});
    if (invocation.command === undefined) {
        console.log(describe(stack));
        return end.reached;
    }
    const [command = '', ...args] = invocation.command;
    return workshop.supervisor.runInForeground({
        name: 'command',
        command,
        args,
        cwd: process.cwd(),
        env: {...process.env, E2EE_STACK: workshop.state.description},
        stopSignal: 'SIGINT',
    });
}

try {
    process.exit(await main());
} catch (error) {
    console.error(error instanceof StackFailure ? `\n${error.message}` : error);
    process.exit(1);
}
