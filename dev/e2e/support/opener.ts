import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** What the opener found in an envelope, or why it found nothing. */
export type OpenerAnswer =
    {readonly text: string; readonly mentions: readonly string[] | null; readonly recipients: number} | {readonly error: string};

/** As the server half answers it. */
export interface Backup {
    readonly wrappedRecoveryKey: string;
    readonly bundle: string;
}

export interface OpenerReader {
    readonly userId: string;
    readonly recoveryCode: string;
    readonly backup: Backup;
}

/**
 * Opens an envelope without a line of the webapp: a Go program that knows `docs/protocol.md` alone gets the reader's backup and
 * recovery code, and the sender's published records.
 */
export async function openElsewhere(envelope: string, senderChain: readonly string[], reader: OpenerReader): Promise<OpenerAnswer> {
    const {userId, recoveryCode, backup} = reader;
    const request = {envelope, senderChain, userId, recoveryCode, ...backup};
    return JSON.parse(await run(JSON.stringify(request))) as OpenerAnswer;
}

function run(input: string): Promise<string> {
    const server = fileURLToPath(new URL('../../../server', import.meta.url));
    const program = spawn('go', ['run', './cmd/open_envelope'], {cwd: server, stdio: ['pipe', 'pipe', 'pipe']});
    return new Promise((resolve, reject) => {
        const output: Buffer[] = [];
        const errors: Buffer[] = [];
        program.stdout.on('data', (chunk: Buffer) => output.push(chunk));
        program.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
        program.on('error', reject);
        program.on('close', (code) => {
            if (code === 0) {
                resolve(Buffer.concat(output).toString('utf8'));
            } else {
                reject(new Error(`open_envelope ended with ${code}: ${Buffer.concat(errors).toString('utf8')}`));
            }
        });
        program.stdin.end(input);
    });
}
