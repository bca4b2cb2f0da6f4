import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {StackFailure} from './failure';

/**
 * Lets one stack at a time use a state folder.
 * @returns what gives the folder free again.
 * @throws StackFailure if another stack uses it.
 */
export function lockStateFolder(root: string): () => void {
    const path = join(root, 'stack.pid');
    const holder = readHolder(path);
    if (holder !== undefined && holder.startedAt === startedAt(holder.pid)) {
        throw new StackFailure(
            `A stack already runs in ${root} (process ${holder.pid}). Stop it, or give this one a folder of its own with E2EE_STATE_DIR.`,
        );
    }
    writeFileSync(path, JSON.stringify({pid: process.pid, startedAt: startedAt(process.pid)}));
    return () => rmSync(path, {force: true});
}

interface Holder {
    readonly pid: number;
    readonly startedAt: string;
}

function readHolder(path: string): Holder | undefined {
    try {
        return JSON.parse(readFileSync(path, 'utf8')) as Holder;
    } catch {
        return undefined;
    }
}

/** When a process began; a process id alone may belong to another program by now. Undefined if there is no such process. */
function startedAt(pid: number): string | undefined {
    try {
        process.kill(pid, 0);
    } catch {
        return undefined;
    }
    try {
        const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state = '', ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? undefined : fields[18];
    } catch {
        return 'unknown';
    }
}
