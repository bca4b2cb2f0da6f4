/**
 * The server half in memory, as honest as the real one unless a scenario changes what it holds: everything is public, so that a
 * test can play the cheating server by hand.
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../src/lib/base64url';
import {equalBytes} from '../../src/lib/bytes';
import type {Bytes} from '../../src/lib/bytes';
import {Failure} from '../../src/lib/errors';
import type {FailureCode} from '../../src/lib/errors';
import {decodeSignedBundle} from '../../src/vault/backup/bundle';
import {decodeWrappedRecoveryKey} from '../../src/vault/backup/wrapped_recovery_key';
import type {Backup, Directory, Publication, ServedChain, ServerConfig} from '../../src/vault/identity/directory';
import {hashIdentityRecord} from '../../src/vault/protocol/identity_record';
import {decodeSignedRecord} from '../../src/vault/protocol/signed_record';
import {decodeSignedStatement} from '../../src/vault/protocol/signed_statement';
import type {ChannelPolicy, PolicySource, ServedStatements} from '../../src/vault/trust/policy_source';
import {MemoryMailing} from './memory_mailing';
import {SERVER_ID} from './people';
import {provider} from './provider';

export class MemoryServer {
    serverId = encodeBase64url(SERVER_ID);
    maxChannelMembers = 1000;
    readonly chains = new Map<string, readonly Bytes[]>();
    readonly backups = new Map<string, Backup>();
    readonly handOvers = new Map<string, ReadonlyMap<number, Bytes>>();
    readonly policies = new Map<string, readonly Bytes[]>();
    readonly mailing = new MemoryMailing();

    private readonly failing = new Map<string, Failure>();
    private readonly delays = new Map<string, Promise<void>>();

    /** Publications and recovery keys that are stored, but the answer is lost on the way. */
    losesAnswers = false;

    /** Names of methods, in the order of the calls. */
    readonly asked: string[] = [];

    /** Channels that `policies` speaks for. */
    readonly covered = new Set<string>();

    /** From now on this method answers with a failure. */
    fail(method: keyof MemoryServerSession, code: FailureCode): void {
        this.failing.set(method, new Failure(code));
    }

    /** Everything answers again. */
    work(): void {
        this.failing.clear();
        this.losesAnswers = false;
    }

    /** The next answer of this method is given now and arrives only after the returned function was called. */
    delay(method: keyof MemoryServerSession): () => void {
        let release = (): void => undefined;
        this.delays.set(method, new Promise((resolve) => (release = resolve)));
        return release;
    }

    async arrivalOf(method: keyof MemoryServerSession): Promise<void> {
        const arrival = this.delays.get(method);
        this.delays.delete(method);
        await arrival;
    }

    failureOf(method: keyof MemoryServerSession): Failure | undefined {
        return this.failing.get(method);
    }

    as(userId: string): MemoryServerSession {
        return new MemoryServerSession(this, userId);
    }
}

export class MemoryServerSession implements Directory, PolicySource {
    constructor(
        private readonly server: MemoryServer,
        private readonly userId: string,
    ) {}

    config(): Promise<ServerConfig> {
        return this.answer('config', () => ({serverId: this.server.serverId, maxChannelMembers: this.server.maxChannelMembers}));
    }

    ownChain(): Promise<ServedChain> {
        return this.answer('ownChain', () => this.server.chains.get(this.userId) ?? []);
    }

    bundleSequence(): Promise<number> {
        return this.answer('bundleSequence', () => this.server.backups.get(this.userId)?.bundleSequence ?? 0);
    }

    async publish({expectedHead, record, bundle, wrappedRecoveryKey, handOver}: Publication): Promise<void> {
        await this.answer('publish', () => undefined);
        const chain = this.server.chains.get(this.userId) ?? [];
        if ((await this.head()) !== expectedHead) {
            throw new Failure('conflict');
        }
        const {generation, kind} = decodeSignedRecord(record).record;
        const before = this.server.backups.get(this.userId);
        const bundleSequence = (before?.bundleSequence ?? 0) + 1;
        if (decodeSignedBundle(bundle).bundle.sequence !== bundleSequence) {
            throw new Failure('bundle_invalid');
        }
        if ((kind === 'rotate') !== handOver.length > 0) {
            throw new Failure('record_invalid');
        }
        this.server.chains.set(this.userId, [...chain, record]);
        this.server.backups.set(this.userId, {
            bundle,
            bundleSequence,
            wrappedRecoveryKey: wrappedRecoveryKey.length > 0 ? wrappedRecoveryKey : (before?.wrappedRecoveryKey ?? wrappedRecoveryKey),
            earlier: [...(kind === 'reset' && before ? [before] : []), ...(before?.earlier ?? [])],
        });
        if (kind === 'rotate') {
            this.server.handOvers.set(this.userId, new Map([...(this.server.handOvers.get(this.userId) ?? []), [generation, handOver]]));
        }
        if (this.server.losesAnswers) {
            throw new Failure('offline');
        }
    }

    backup(): Promise<Backup> {
        return this.answer('backup', () => this.server.backups.get(this.userId) ?? fail('not_set_up'));
    }

    async storeBundle({expectedSequence, bundle}: {readonly expectedSequence: number; readonly bundle: Bytes}): Promise<void> {
        await this.answer('storeBundle', () => {
            const backup = this.server.backups.get(this.userId) ?? fail('not_set_up');
            if (backup.bundleSequence !== expectedSequence) {
                fail('conflict');
            }
            this.server.backups.set(this.userId, {...backup, bundle, bundleSequence: expectedSequence + 1});
        });
    }

    async storeRecoveryKey({expected, wrappedRecoveryKey}: {readonly expected: Bytes; readonly wrappedRecoveryKey: Bytes}): Promise<void> {
        const head = await this.head();
        await this.answer('storeRecoveryKey', () => {
            const backup = this.server.backups.get(this.userId) ?? fail('not_set_up');
            if (!equalBytes(backup.wrappedRecoveryKey, expected)) {
                fail('conflict');
            }
            if (encodeBase64url(decodeWrappedRecoveryKey(wrappedRecoveryKey).recordHash) !== head) {
                fail('bundle_invalid');
            }
            this.server.backups.set(this.userId, {...backup, wrappedRecoveryKey});
            if (this.server.losesAnswers) {
                fail('offline');
            }
        });
    }

    handOvers(): Promise<ReadonlyMap<number, Bytes>> {
        return this.answer('handOvers', () => this.server.handOvers.get(this.userId) ?? new Map<number, Bytes>());
    }

    chains(userIds: readonly string[]): Promise<ReadonlyMap<string, ServedChain>> {
        return this.answer('chains', () => new Map(userIds.map((userId) => [userId, this.server.chains.get(userId) ?? []])));
    }

    policies(): Promise<ReadonlyMap<string, ServedStatements>> {
        return this.answer('policies', () => new Map([...this.server.covered].map((id) => [id, this.server.policies.get(id) ?? []])));
    }

    policy(channelId: string): Promise<ChannelPolicy> {
        return this.answer('policy', () => ({
            statements: this.server.policies.get(channelId) ?? [],
            maySwitchOn: true,
            maySwitchOff: true,
            reason: '',
        }));
    }

    publishStatement(channelId: string, signed: Bytes): Promise<void> {
        return this.answer('publishStatement', () => {
            const statements = this.server.policies.get(channelId) ?? [];
            if (decodeSignedStatement(signed).statement.sequence !== statements.length + 1) {
                fail('conflict');
            }
            this.server.policies.set(channelId, [...statements, signed]);
        });
    }

    private async head(): Promise<string> {
        const last = this.server.chains.get(this.userId)?.at(-1);
        return last ? encodeBase64url(await hashIdentityRecord(provider, decodeSignedRecord(last).recordBytes)) : '';
    }

    /** As over a network: never at once, and with a failure where the scenario says so. */
    private async answer<Value>(method: keyof MemoryServerSession, value: () => Value): Promise<Value> {
        this.server.asked.push(method);
        await Promise.resolve();
        const failure = this.server.failureOf(method);
        if (failure) {
            throw failure;
        }
        const answer = value();
        await this.server.arrivalOf(method);
        return answer;
    }
}

function fail(code: FailureCode): never {
    throw new Failure(code);
}
