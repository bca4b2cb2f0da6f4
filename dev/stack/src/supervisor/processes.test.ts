import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';

import type {StackFailure} from '../failure';
import {Supervisor} from './processes';

const STUBBORN = `trap '' INT TERM; sleep 600 & echo "child $!"; echo "leader $$"; wait; wait`;

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

function shell(script: string): {name: string; command: string; args: string[]; cwd: string} {
    return {name: 'part', command: 'sh', args: ['-c', script], cwd: folder};
}

function isAlive(pid: number): boolean {
    try {
        // A zombie is not alive, but still takes signals.
        return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
        return false;
    }
}

async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
    const deadlineMs = Date.now() + withinMs;
    while (!condition()) {
        if (Date.now() > deadlineMs) {
            return false;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return true;
}

/** The pids that {@link STUBBORN} printed, once it has. */
async function printedPids(read: () => string): Promise<number[]> {
    assert.ok(await until(() => read().includes('leader'), 10_000), 'the part did not start');
    return [...read().matchAll(/\d+/g)].map(Number);
}

describe('a supervisor', () => {
    const lost: StackFailure[] = [];
    let supervisor: Supervisor;

    beforeEach(() => {
        lost.length = 0;
        supervisor = new Supervisor({root: folder, logs: folder}, (failure) => lost.push(failure));
    });

    afterEach(() => supervisor.stopAll());

    test('ends a part in order with the signal that it takes', async () => {
        const part = supervisor.start({
            ...shell(`trap 'echo bye; exit 0' INT; echo ready; while :; do sleep 0.05; done`),
            stopSignal: 'SIGINT',
        });
        assert.ok(await until(() => part.log.tail().includes('ready'), 5000));
        await part.stop();
        assert.equal((await part.exited).code, 0);
        assert.match(part.log.tail(), /bye/);
        assert.deepEqual(lost, [], 'a part that was stopped has not failed');
    });

    test('reports a part that ends by itself, with its last lines', async () => {
        const part = supervisor.start(shell('echo no more memory; exit 3'));
        await part.exited;
        assert.match(lost[0]?.message ?? '', /part ended \(code 3\)[^]*no more memory/);
    });

    test('ends what a part leaves behind', async () => {
        const part = supervisor.start(shell('sleep 600 & echo $!; exit 0'));
        await part.exited;
        const child = Number(/(\d+)\s*$/.exec(part.log.tail())?.[1]);
        assert.ok(await until(() => !isAlive(child), 2000));
    });

    test('answers the output of a program, and fails with its last lines', async () => {
        assert.equal(await supervisor.run(shell('echo out; echo noise >&2')), 'out\n');
        await assert.rejects(supervisor.run(shell('echo broken >&2; exit 1')), /broken/);
        await assert.rejects(supervisor.run({...shell(''), command: '/does/not/exist'}), /ENOENT/);
    });
});

describe('after kill -9 of the stack', () => {
    let stack: ChildProcess;

    async function startStack(script: string): Promise<number[]> {
        const program = fileURLToPath(new URL('./testing/stack_with_one_part.ts', import.meta.url));
        stack = spawn(process.execPath, [...process.execArgv.filter((flag) => !flag.startsWith('--test')), program, folder, script], {
            stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        stack.stdout?.on('data', (chunk: Buffer) => {
            output += chunk.toString();
        });
        return printedPids(() => output);
    }

    afterEach(() => stack.kill('SIGKILL'));

    test('a part and its children end, even if they ignore signals', async () => {
        const pids = await startStack(STUBBORN);
        assert.equal(pids.length, 2);
        assert.ok(pids.every(isAlive));
        stack.kill('SIGKILL');
        assert.ok(await until(() => !pids.some(isAlive), 15_000), 'something still runs');
    });
});
