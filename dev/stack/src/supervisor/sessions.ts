/**
 * Every part is the leader of a session of its own, and its descendants stay in that session even where they make
 * process groups. So "everything that belongs to this part" is a look-up.
 *
 * @packageDocumentation
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

const HAS_PROC = existsSync('/proc/self/stat');

/** Living processes (no zombies: where nobody reaps orphans they would seem to run for ever) of the session of `leader`. */
function sessionMembers(leader: number): number[] {
    const members: number[] = [];
    for (const pid of processIds()) {
        const status = processStatus(pid);
        if (status !== undefined && status.session === leader && status.state !== 'Z') {
            members.push(pid);
        }
    }
    return members;
}

/** Signals the leader's process group. Answers false if there is none any more. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
    try {
        process.kill(-leader, signal);
        return true;
    } catch {
        return false;
    }
}

function lives(leader: number): boolean {
    return HAS_PROC ? sessionMembers(leader).length > 0 : signalGroup(leader, 0);
}

/** Ends all that is left of a session, also what its leader would have left behind. */
export function killSession(leader: number): void {
    signalGroup(leader, 'SIGKILL');
    for (const pid of sessionMembers(leader)) {
        try {
            process.kill(pid, 'SIGKILL');
        } catch {
            // It ended by itself meanwhile.
        }
    }
}

/** Waits until nothing of the session lives. Answers whether that came true in time. */
export async function sessionEnds(leader: number, withinMs: number): Promise<boolean> {
    const deadlineMs = Date.now() + withinMs;
    while (lives(leader)) {
        if (Date.now() > deadlineMs) {
            return false;
        }
        await sleep(50);
    }
    return true;
}

/** Asks a session to end with `signal`, and ends it after `graceMs`. */
export async function endSession(leader: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
    signalGroup(leader, signal);
    if (!(await sessionEnds(leader, graceMs))) {
        killSession(leader);
        await sessionEnds(leader, 2000);
    }
}

function processIds(): number[] {
    return HAS_PROC ? readdirSync('/proc').map(Number).filter(Number.isInteger) : [];
}

function processStatus(pid: number): {state: string; session: number} | undefined {
    try {
        // "pid (name) state ppid pgrp session …"; the name may hold spaces and parentheses.
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state = '', , , session = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return {state, session: Number(session)};
    } catch {
        return undefined;
    }
}
