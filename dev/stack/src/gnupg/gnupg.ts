/**
 * GnuPG itself, in a home folder of its own: it makes the keys of the stack and of the specs, keeps what the key server serves,
 * and opens what was mailed. Nothing of the person's own GnuPG is read or changed.
 *
 * @packageDocumentation
 */
import {execFile} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

import {StackFailure} from '../failure';
import {readKeyListing} from './key_listing';
import type {ListedKey} from './key_listing';

/** GnuPG's agent listens in the home folder, and a socket's path may have no more bytes than this on every system. */
const MAX_SOCKET_PATH = 103;
const LONGEST_SOCKET = 'S.gpg-agent.browser';
const MAX_OUTPUT = 64 * 1024 * 1024;

/** For what public keys are enough for: else every look-up would leave an agent running. */
const WITHOUT_AGENT = '--no-autostart';

/** Never asks anybody; keys are made without a passphrase. */
const UNATTENDED = ['--batch', '--no-tty', '--quiet', '--yes', '--utf8-strings', '--pinentry-mode', 'loopback', '--passphrase', ''];

/** What `gpg --quick-gen-key` is told. Without it: Ed25519 with a subkey on Curve25519, for ever, made now. */
export interface KeyWish {
    readonly algorithm?: string;
    readonly usage?: string;
    readonly expires?: string;

    /** As GnuPG writes times. */
    readonly madeAt?: string;
}

/** GnuPG ended with an error; the message is its own. */
export class GnuPGError extends Error {
    override readonly name = 'GnuPGError';
}

export class GnuPG {
    private constructor(readonly home: string) {}

    /** @throws StackFailure if GnuPG couldn't work in that folder */
    static open(home: string): GnuPG {
        if (join(home, LONGEST_SOCKET).length > MAX_SOCKET_PATH) {
            throw new StackFailure(`${home} is too long a path for GnuPG's sockets: choose a shorter one with E2EE_STATE_DIR.`);
        }
        mkdirSync(home, {recursive: true, mode: 0o700});
        return new GnuPG(home);
    }

    /**
     * Answers what it prints.
     * @throws GnuPGError
     */
    run(args: readonly string[], input: string | Buffer = ''): Promise<Buffer> {
        return this.#execute('gpg', [...UNATTENDED, ...args], input);
    }

    /** Makes a new key and answers its fingerprint. */
    async generate(
        userId: string,
        {algorithm = 'future-default', usage = 'default', expires = 'never', madeAt}: KeyWish = {},
    ): Promise<string> {
        const time = madeAt === undefined ? [] : ['--faked-system-time', madeAt];
        const status = await this.run([...time, '--status-fd', '1', '--quick-gen-key', userId, algorithm, usage, expires]);
        const [, fingerprint] = /KEY_CREATED \w ([0-9A-F]+)/.exec(status.toString('utf8')) ?? [];
        if (fingerprint === undefined) {
            throw new GnuPGError(`GnuPG made no key: ${status.toString('utf8')}`);
        }
        return fingerprint;
    }

    /** Public keys of this home. */
    async keys(): Promise<readonly ListedKey[]> {
        return readKeyListing((await this.run([WITHOUT_AGENT, '--with-colons', '--list-keys'])).toString('utf8'));
    }

    /** Public keys, as one armored text. */
    async armored(...fingerprints: readonly string[]): Promise<string> {
        return (await this.run([WITHOUT_AGENT, '--armor', '--export', ...fingerprints])).toString('utf8');
    }

    /** One public key, as bytes. */
    binary(fingerprint: string): Promise<Buffer> {
        return this.run([WITHOUT_AGENT, '--export', fingerprint]);
    }

    /** Takes in public keys, and what is new about those that it has: a revocation, for instance. */
    async import(keys: string | Buffer): Promise<void> {
        await this.run([WITHOUT_AGENT, '--import'], keys);
    }

    /** The certificate that revokes a key, which GnuPG makes beside every key. Importing it revokes. */
    async revocation(fingerprint: string): Promise<string> {
        const stored = await readFile(join(this.home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8');

        // There it stands behind a colon, so that nobody takes it in by mistake.
        return stored.slice(stored.indexOf(':-----BEGIN') + 1);
    }

    async has(fingerprint: string): Promise<boolean> {
        return (await this.keys()).some((key) => key.fingerprint === fingerprint);
    }

    /** Ends the agent and whatever else GnuPG has left running for this home. */
    async close(): Promise<void> {
        await this.#execute('gpgconf', ['--kill', 'all'], '');
    }

    #execute(program: string, args: readonly string[], input: string | Buffer): Promise<Buffer> {
        return new Promise((resolve, reject) => {
            const child = execFile(
                program,
                args,
                {encoding: 'buffer', maxBuffer: MAX_OUTPUT, env: {...process.env, GNUPGHOME: this.home, LC_ALL: 'C'}},
                (error, output, errors) => {
                    if (error === null) {
                        resolve(output);
                    } else if (error.code === 'ENOENT') {
                        reject(new StackFailure('GnuPG is missing: install it with your package manager (Debian: gnupg).'));
                    } else {
                        reject(new GnuPGError(`gpg ${args.at(-1) ?? ''}: ${errors.toString('utf8').trim()}`));
                    }
                },
            );

            // It may end before it has read everything, and says itself why.
            child.stdin?.on('error', () => undefined);
            child.stdin?.end(input);
        });
    }
}
