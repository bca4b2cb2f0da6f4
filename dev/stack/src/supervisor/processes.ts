import {spawn} from 'node:child_process';
import type {ChildProcess, StdioOptions} from 'node:child_process';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

import {StackFailure} from '../failure';
import {PartLog} from '../progress/log';
import {endSession, sessionEnds, killSession} from './sessions';
import type {WatchdogMessage} from './watchdog';

const STOP_GRACE_MS = 8000;

/** A program to run. */
export interface Program {
    /** Names the log file too, so lower case without spaces. */
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env?: NodeJS.ProcessEnv;

    /** Whom to run as, where the stack runs as root. */
    readonly user?: {readonly uid: number; readonly gid: number} | undefined;

    /** What the program takes as "end in order". */
    readonly stopSignal?: NodeJS.Signals;
}

/** How a program ended. */
export interface Exit {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A running program. */
export interface Part {
    readonly name: string;
    readonly log: PartLog;
    readonly exited: Promise<Exit>;

    /**
     * Waits until it prints a line with `text`.
     * @throws StackFailure with the last lines of its log if it ends before, or takes too long
     */
    says(text: string, withinMs: number): Promise<void>;

    /** Ends it and everything that it started. A part that was stopped has not failed. */
    stop(): Promise<void>;
}

/**
 * Starts every process of the stack and answers for its end: in order by {@link stopAll}, and through the watchdog if the
 * stack itself is killed. One instance per stack.
 */
export class Supervisor {
    readonly #logs: string;
    readonly #record: string;
    readonly #onLost: (failure: StackFailure) => void;
    readonly #watchdog: ChildProcess;
    readonly #running = new Map<number, Part>();
    #stopping = false;

    /** @param onLost called when a part that should run has ended by itself. */
    constructor(folder: {readonly root: string; readonly logs: string}, onLost: (failure: StackFailure) => void) {
        this.#logs = folder.logs;
        this.#record = join(folder.root, 'processes.json');
        this.#onLost = onLost;
        const script = fileURLToPath(new URL('./watchdog.ts', import.meta.url));
        this.#watchdog = spawn(process.execPath, [...process.execArgv, script], {detached: true, stdio: ['pipe', 'ignore', 'inherit']});
        this.#watchdog.stdin?.on('error', () => undefined);
        this.#watchdog.on('exit', () => {
            if (!this.#stopping) {
                onLost(new StackFailure('The watchdog of the stack has ended, so nothing would stop the parts after a crash.'));
            }
        });
    }

    /** Starts a program that is meant to run until it is stopped. */
    start(program: Program): Part {
        const {child, part} = this.#spawn(program, ['ignore', 'pipe', 'pipe']);
        let isStopped = false;
        const stop = part.stop.bind(part);
        const watched: Part = {
            ...part,
            stop: async () => {
                isStopped = true;
                await stop();
            },
        };
        if (child.pid !== undefined) {
            this.#running.set(child.pid, watched);
        }
        void part.exited.then((exit) => {
            if (!isStopped && !this.#stopping) {
                this.#onLost(lost(program, exit, part.log));
            }
        });
        return watched;
    }

    /**
     * Runs a program to its end and answers its output.
     * @throws StackFailure with the last lines of its log if it fails.
     */
    async run(program: Program): Promise<string> {
        const {child, part} = this.#spawn(program, ['ignore', 'pipe', 'pipe']);
        const output: Buffer[] = [];
        child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
        const exit = await part.exited;
        if (exit.code !== 0) {
            throw lost(program, exit, part.log);
        }
        return Buffer.concat(output).toString('utf8');
    }

    /** Runs a program that writes to the terminal itself, and answers its exit code. */
    async runInForeground(program: Program): Promise<number> {
        const {part} = this.#spawn(program, ['ignore', 'inherit', 'inherit']);
        const exit = await part.exited;
        return exit.code ?? 1;
    }

    /** Ends everything, last started first. */
    async stopAll(): Promise<void> {
        this.#stopping = true;
        for (const part of [...this.#running.values()].reverse()) {
            await part.stop();
        }
        this.#watchdog.stdin?.end();
        rmSync(this.#record, {force: true});
    }

    #spawn(program: Program, stdio: StdioOptions): {child: ChildProcess; part: Part} {
        if (this.#stopping) {
            throw new StackFailure('The stack is being stopped.');
        }
        const log = new PartLog(join(this.#logs, `${program.name}.log`));
        const child = spawn(program.command, program.args, {
            cwd: program.cwd,
            env: program.env ?? process.env,
            stdio,
            detached: true,
            ...program.user,
        });
        const {pid} = child;
        const signal = program.stopSignal ?? 'SIGTERM';
        child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
        child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
        const exited = new Promise<Exit>((resolve) => {
            child.once('error', (error) => {
                log.write(Buffer.from(`${error.message}\n`));
                resolve({code: null, signal: null});
            });
            child.once('exit', () => {
                if (pid !== undefined) {
                    // What it left behind would keep the pipes open.
                    killSession(pid);
                }
            });

            // 'close', not 'exit': the last lines of its output have been read by then.
            child.once('close', (code, killedBy) => resolve({code, signal: killedBy}));
        });
        const part: Part = {
            name: program.name,
            log,
            exited,
            says: (text, withinMs) => lineOf({name: program.name, log, exited}, text, withinMs),
            stop: async () => {
                if (pid !== undefined) {
                    await endSession(pid, signal, STOP_GRACE_MS);
                }
                await exited;
            },
        };
        if (pid !== undefined) {
            this.#running.set(pid, part);
            this.#tell({kind: 'watch', pid, signal});
        }
        void exited.then(() => {
            if (pid !== undefined) {
                this.#running.delete(pid);
                this.#tell({kind: 'forget', pid});
            }
            log.close();
        });
        return {child, part};
    }

    #tell(message: WatchdogMessage): void {
        this.#watchdog.stdin?.write(`${JSON.stringify(message)}\n`);
        writeFileSync(this.#record, JSON.stringify({boot: bootId(), pids: [...this.#running.keys()]}));
    }
}

/**
 * Ends what an earlier stack of this folder left behind. That is rare: only if the watchdog was killed too, or is still at work.
 */
export async function endLeftovers(root: string, graceMs: number): Promise<void> {
    let record: {boot: string; pids: number[]};
    try {
        record = JSON.parse(readFileSync(join(root, 'processes.json'), 'utf8')) as {boot: string; pids: number[]};
    } catch {
        return;
    }
    if (record.boot !== bootId()) {
        // Process ids of before a restart of the machine belong to others now.
        return;
    }
    for (const pid of record.pids) {
        if (!(await sessionEnds(pid, graceMs))) {
            killSession(pid);
            await sessionEnds(pid, 2000);
        }
    }
}

function bootId(): string {
    try {
        return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    } catch {
        return '';
    }
}

async function lineOf(part: Pick<Part, 'name' | 'log' | 'exited'>, text: string, withinMs: number): Promise<void> {
    const wait = new AbortController();
    const outcome = await Promise.race([
        new Promise<'said'>((resolve) => part.log.onLine((line) => line.includes(text) && resolve('said'), wait.signal)),
        part.exited.then(() => 'ended' as const),
        sleep(withinMs, 'late' as const, {signal: wait.signal}),
    ]);
    wait.abort();
    if (outcome !== 'said') {
        const how = outcome === 'ended' ? "didn't start" : `didn't get ready in ${withinMs / 1000} s`;
        throw new StackFailure(`${part.name} ${how}.\n${part.log.tail()}`);
    }
}

function lost(program: Program, exit: Exit, log: PartLog): StackFailure {
    const how = exit.signal === null ? `code ${exit.code ?? 'unknown'}` : exit.signal;
    return new StackFailure(`${program.name} ended (${how}).\n${log.tail()}`);
}
