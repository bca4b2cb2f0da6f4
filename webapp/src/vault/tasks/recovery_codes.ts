/**
 * Another recovery code for the same recovery key: the old code opens it, the new one closes it again, and the server half gets the
 * result once the member has kept the new code (protocol.md §7.7).
 *
 * Nothing is stored here: until it is confirmed the old code holds, and a page that is loaded anew begins again.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {equalBytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {formatRecoveryCode, generateCodeSecret, parseRecoveryCode} from '../backup/recovery_code';
import type {CodeSecret} from '../backup/recovery_code';
import {decodeWrappedRecoveryKey, rewrapRecoveryKey} from '../backup/wrapped_recovery_key';
import type {OwnIdentity} from './own_identity';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'directory' | 'keyLock' | 'serverId' | 'userId'>;

interface MadeCode {
    readonly newCode: CodeSecret;
    readonly wrappedRecoveryKey: Bytes;

    /** What the server half had when this was made. */
    readonly expected: Bytes;
}

export class RecoveryCodes {
    readonly #parts: Parts;
    readonly #own: OwnIdentity;
    #made: MadeCode | undefined;

    constructor(parts: Parts, own: OwnIdentity) {
        this.#parts = parts;
        this.#own = own;
    }

    /**
     * The new code.
     *
     * @throws Failure `code_length`, `code_character`, `code_group`, `code_wrong`; `chain_invalid` where what the server half has is
     * not of the published chain; a code of `OwnIdentity.requireActive`
     */
    make(oldCode: string): Promise<string> {
        return this.#parts.keyLock.run(async () => {
            const {provider, directory, serverId, userId} = this.#parts;
            const code = parseRecoveryCode(oldCode);
            await this.#own.lookLocked();
            const {chain} = await this.#own.requireActive();
            const {wrappedRecoveryKey: expected} = await directory.backup();
            const wrapped = decodeWrappedRecoveryKey(expected);
            const isOfChain = chain.links.some(({hash}) => equalBytes(hash, wrapped.recordHash));
            if (!isOfChain || !equalBytes(wrapped.recoveryKey, chain.head.record.recoveryKey)) {
                throw new Failure('chain_invalid');
            }
            const newCode = generateCodeSecret(provider);
            const recordHash = chain.head.hash;
            const wrappedRecoveryKey = await rewrapRecoveryKey({provider, code, wrapped, serverId, userId, newCode, recordHash});
            this.#made = {newCode, wrappedRecoveryKey, expected};
            return formatRecoveryCode(newCode);
        });
    }

    /** From now on the new code opens the backup. @throws Failure `conflict` where none was made here, or something else was stored since */
    confirm(): Promise<void> {
        return this.#parts.keyLock.run(async () => {
            const made = this.#made;
            if (!made) {
                throw new Failure('conflict');
            }
            try {
                const {expected} = made;
                await this.#parts.directory.storeRecoveryKey({expected, wrappedRecoveryKey: await this.#forHead(made)});
            } catch (error) {
                if (!(error instanceof Failure) || error.code !== 'conflict' || !(await this.#isStored(made))) {
                    throw error;
                }
            }
            this.#made = undefined;
        });
    }

    /** The key may have been renewed while the member kept the code. */
    async #forHead({newCode, wrappedRecoveryKey}: MadeCode): Promise<Bytes> {
        const {provider, serverId, userId} = this.#parts;
        await this.#own.lookLocked();
        const {head} = (await this.#own.requireActive()).chain;
        const wrapped = decodeWrappedRecoveryKey(wrappedRecoveryKey);
        if (equalBytes(wrapped.recordHash, head.hash)) {
            return wrappedRecoveryKey;
        }
        if (!equalBytes(wrapped.recoveryKey, head.record.recoveryKey)) {
            throw new Failure('conflict');
        }
        return rewrapRecoveryKey({provider, code: newCode, wrapped, serverId, userId, newCode, recordHash: head.hash});
    }

    /** The answer to an earlier try may have been lost. */
    async #isStored({wrappedRecoveryKey}: MadeCode): Promise<boolean> {
        return equalBytes((await this.#parts.directory.backup()).wrappedRecoveryKey, wrappedRecoveryKey);
    }
}
