/**
 * Members whose vault runs here instead of in a browser. With their true keys they can sign and seal whatever protocol.md has,
 * also what no browser of theirs would: what a client of their own, or a server that kept their old posts, could bring up.
 *
 * @packageDocumentation
 */
import type {Account, MattermostApi, Post} from '../../stack/src/api';
import type {Member} from '../../../webapp/src/vault/api';
import {decodeBase64url, encodeBase64url} from '../../../webapp/src/lib/base64url';
import type {PrivateKey} from '../../../webapp/src/vault/crypto/keys';
import {Session} from '../../../webapp/src/vault/identity/session';
import {verifyChain} from '../../../webapp/src/vault/protocol/chain';
import type {ChainLink, VerifiedChain} from '../../../webapp/src/vault/protocol/chain';
import type {EnvelopeHeader, PostHeader} from '../../../webapp/src/vault/protocol/header';
import {toChannelId, toUserId} from '../../../webapp/src/vault/protocol/ids';
import {hashPolicyStatement} from '../../../webapp/src/vault/protocol/policy_statement';
import type {PolicyStatement, StatementHash} from '../../../webapp/src/vault/protocol/policy_statement';
import {newUid, sealEnvelope} from '../../../webapp/src/vault/protocol/seal_envelope';
import type {SealedEnvelope} from '../../../webapp/src/vault/protocol/seal_envelope';
import {decodeSignedStatement, signStatement} from '../../../webapp/src/vault/protocol/signed_statement';
import {AccountVault} from '../../../webapp/src/vault/tasks/account_vault';
import type {TaskParts} from '../../../webapp/src/vault/tasks/parts';
import {nextGeneration} from './forged_chain';
import {vaultParts} from './identities';
import {ENVELOPE_PROP, PLACEHOLDER, SEALED_POST_TYPE} from './plugin';

/** A channel and all who count in it. */
export interface Audience {
    readonly channelId: string;
    readonly people: readonly Account[];
}

export interface Draft extends Audience {
    readonly text: string;

    /** What differs from an ordinary post of the newest generation. */
    readonly header?: Partial<Omit<PostHeader, 'type'>> | Partial<EnvelopeHeader>;
}

/** An envelope and the header that it was sealed with. */
export interface ForeignEnvelope extends SealedEnvelope {
    readonly header: EnvelopeHeader;
}

interface Generation {
    readonly link: ChainLink;
    readonly signed: string;
    readonly signingKey: PrivateKey<'signing'>;
}

export class ForeignMember {
    private session: Promise<Session> | undefined;

    private constructor(
        readonly api: MattermostApi,
        readonly recoveryCode: string,
        private readonly parts: TaskParts,
        private readonly vault: AccountVault,
        private readonly generations: Generation[],
    ) {}

    /** Somebody new, who makes and publishes keys. */
    static async withKeys(api: MattermostApi): Promise<ForeignMember> {
        const parts = await vaultParts(api);
        const vault = new AccountVault(parts);
        const {recoveryCode} = await vault.create(Date.now());
        await vault.publish();
        return new ForeignMember(api, recoveryCode, parts, vault, [await newestGeneration(parts, api.userId)]);
    }

    get userId(): string {
        return this.api.userId;
    }

    /** Signed records, first to last, those that the server doesn't have included. */
    get records(): readonly string[] {
        return this.generations.map(({signed}) => signed);
    }

    async setEncrypted(channelId: string, isEncrypted: boolean): Promise<void> {
        await this.vault.setEncrypted(channelId, isEncrypted, Date.now());
    }

    /** As a browser of theirs would: sealed for everybody with a key, and taken by the server. */
    async post({channelId, people, text, rootId = ''}: Omit<Draft, 'header'> & {readonly rootId?: string}): Promise<Post> {
        const sealed = await this.vault.seal({
            channelId,
            rootId,
            text,
            mentions: [],
            isDirect: false,
            members: membersOf(people),
            decisions: [],
            nowMs: Date.now(),
        });
        if (sealed.kind !== 'sealed') {
            throw new Error(`not sealed, but asked: ${JSON.stringify(sealed)}`);
        }
        const post = await this.send(channelId, sealed.envelope, rootId);
        this.vault.acknowledged(channelId, sealed.uid);
        return post;
    }

    /** Asks for the keys of all, as a browser does on news of somebody's. */
    async meet({channelId, people}: Audience): Promise<void> {
        await this.vault.people(channelId, membersOf(people));
    }

    send(channelId: string, envelope: string, rootId = ''): Promise<Post> {
        return this.api.request('POST', '/posts', {
            channel_id: channelId,
            root_id: rootId,
            message: PLACEHOLDER,
            type: SEALED_POST_TYPE,
            props: {[ENVELOPE_PROP]: envelope},
        });
    }

    /** An envelope that opens for `people`, with a header as the spec wants it. The server isn't told. */
    async seal({channelId, people, text, header: changes}: Draft): Promise<ForeignEnvelope> {
        const {provider, serverId, userId} = this.parts;
        const {generation, session} = await this.signer(changes?.senderGeneration);
        const chains = await publishedChains(
            this.parts,
            people.map((person) => person.userId),
        );
        const recipients = await Promise.all(chains.map(({head}) => session.recipient(head)));
        const channel = toChannelId(channelId);
        const header = {
            mode: 'p2p',
            type: 'post',
            serverId,
            channelId: channel,
            sender: userId,
            senderGeneration: generation.link.record.generation,
            uid: newUid(provider),
            ...(await this.policy(channelId)),
            sessionKey: session.publicKey,
            sequence: session.nextSequence(channel),
            timeMs: Date.now(),
            ...changes,
        } as EnvelopeHeader;
        const body = {text, mentions: [], format: 'markdown'} as const;
        return {header, ...(await sealEnvelope({provider, header, body, recipients, signingKey: generation.signingKey}))};
    }

    /** The digits that this member sees of somebody and themselves. */
    async safetyNumberWith(userId: string): Promise<string> {
        return (await this.vault.safetyNumber(userId)).digits;
    }

    /** One more generation, known to nobody but this member yet. */
    async next(kind: 'rotate' | 'reset'): Promise<void> {
        const {link, signingKey} = this.newest();
        this.generations.push(await nextGeneration(link, kind === 'rotate' ? signingKey : undefined));
    }

    /** One more generation, published together with its backup, as a browser of theirs would. */
    async replaceKeys(kind: 'rotate' | 'reset'): Promise<void> {
        if (kind === 'rotate') {
            await this.vault.rotate(Date.now());
        } else {
            await this.vault.reset(Date.now());
            await this.vault.publish();
        }
        this.generations.push(await newestGeneration(this.parts, this.api.userId));
    }

    /** What a browser of theirs offers for download. */
    async backupFile(): Promise<string> {
        return (await this.vault.backupFile()).text;
    }

    /** The same person at another browser, with the same keys. */
    atAnotherBrowser(): ForeignMember {
        return new ForeignMember(this.api, this.recoveryCode, this.parts, this.vault, this.generations);
    }

    /** A statement about a channel that follows `before`, or as the spec wants it; the server isn't told. */
    async statement(
        before: readonly string[],
        changes: Pick<PolicyStatement, 'mode' | 'channelId'> & Partial<PolicyStatement>,
    ): Promise<string> {
        const {provider, serverId, userId} = this.parts;
        const {link, signingKey} = this.newest();
        const previous = await this.hashOf(before.at(-1));
        const statement: PolicyStatement = {
            serverId,
            sequence: before.length + 1,
            ...(previous && {previous}),
            signer: userId,
            signerGeneration: link.record.generation,
            timeMs: Date.now(),
            ...changes,
        };
        return encodeBase64url(await signStatement({provider, signingKey, statement}));
    }

    private async policy(channelId: string): Promise<Pick<EnvelopeHeader, 'policySequence' | 'policyHead'>> {
        const {statements} = await this.parts.policySource.policy(channelId);
        const last = statements.at(-1);
        if (last === undefined) {
            throw new Error('nobody has encrypted this channel');
        }
        return {
            policySequence: statements.length,
            policyHead: await hashPolicyStatement(this.parts.provider, decodeSignedStatement(last).statementBytes),
        };
    }

    private async hashOf(signedStatement: string | undefined): Promise<StatementHash | undefined> {
        const bytes = signedStatement === undefined ? undefined : decodeBase64url(signedStatement);
        return bytes && hashPolicyStatement(this.parts.provider, decodeSignedStatement(bytes).statementBytes);
    }

    private async signer(wanted: number | undefined): Promise<{generation: Generation; session: Session}> {
        const newest = this.newest();
        const generation = wanted === undefined ? newest : this.generations[wanted];
        if (generation === undefined) {
            throw new Error(`no generation ${wanted}`);
        }
        const session = await this.session;
        if (session?.isOf(newest.link) === true) {
            return {generation, session};
        }
        this.session = Session.begin(this.parts.provider, newest.link);
        return {generation, session: await this.session};
    }

    private newest(): Generation {
        const newest = this.generations.at(-1);
        if (newest === undefined) {
            throw new Error('no generation');
        }
        return newest;
    }
}

function membersOf(people: readonly Account[]): Member[] {
    return people.map(({userId, username}) => ({userId, username}));
}

/** The published one, with the keys that the vault has of it. */
async function newestGeneration(parts: TaskParts, userId: string): Promise<Generation> {
    const [chain] = await publishedChains(parts, [userId]);
    const own = (await parts.keyStore.read()).generations.find(({generation}) => generation === chain?.head.record.generation);
    if (chain === undefined || own === undefined) {
        throw new Error('nothing is published, or not kept');
    }
    return {link: chain.head, signed: encodeBase64url(own.record), signingKey: own.signingKey};
}

/** Of everybody who has keys. */
async function publishedChains({directory, provider, serverId}: TaskParts, userIds: readonly string[]): Promise<VerifiedChain[]> {
    const served = [...(await directory.chains(userIds))].filter(([, signedRecords]) => signedRecords.length > 0);
    return Promise.all(served.map(([userId, signedRecords]) => verifyChain({provider, signedRecords, serverId, userId: toUserId(userId)})));
}
