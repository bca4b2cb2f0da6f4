/**
 * Posts of a person whose chain a test writes record by record: with any of their keys, at any time.
 *
 * @packageDocumentation
 */
import {Session} from '../../src/vault/identity/session';
import {verifyChain} from '../../src/vault/protocol/chain';
import type {EditHeader, EnvelopeHeader, PostHeader} from '../../src/vault/protocol/header';
import {hashPolicyStatement} from '../../src/vault/protocol/policy_statement';
import {newUid, sealEnvelope} from '../../src/vault/protocol/seal_envelope';
import {decodeSignedStatement} from '../../src/vault/protocol/signed_statement';
import type {HandMadePerson} from './hand_made_person';
import type {MemoryServer} from './memory_server';
import {CHANNEL_ID, SERVER_ID, unsafeTestingInUse, userIdOf} from './people';
import {provider} from './provider';

export interface HandMadePost {
    readonly text: string;
    readonly timeMs: number;

    /** Names of people with a published chain. */
    readonly to: readonly string[];

    /** The newest one where nothing is said. */
    readonly generation?: number;
    readonly header?: Partial<PostHeader>;

    /** Makes it an edit. */
    readonly edit?: Pick<EditHeader, 'editedUid' | 'revision' | 'previousRevision'>;
}

/** The envelope of a post in the channel of the scenario, under the policy that the server has of it. */
export async function sealByHand(server: MemoryServer, person: HandMadePerson, post: HandMadePost): Promise<{readonly envelope: string}> {
    const {link, keys} = person.generation(post.generation);
    const session = await Session.begin(provider, link);
    const statements = server.policies.get(CHANNEL_ID) ?? [];
    const last = statements.at(-1);
    if (!last) {
        throw new Error('nobody has encrypted the channel');
    }
    const heads = await Promise.all(
        post.to.map((name) =>
            verifyChain({provider, signedRecords: server.chains.get(userIdOf(name)) ?? [], serverId: SERVER_ID, userId: userIdOf(name)}),
        ),
    );
    return sealEnvelope({
        provider,
        header: {
            type: 'post',
            mode: 'p2p',
            serverId: SERVER_ID,
            channelId: CHANNEL_ID,
            sender: link.record.userId,
            senderGeneration: link.record.generation,
            uid: newUid(provider),
            policySequence: statements.length,
            policyHead: await hashPolicyStatement(provider, decodeSignedStatement(last).statementBytes),
            sessionKey: session.publicKey,
            sequence: 0,
            timeMs: post.timeMs,
            ...post.header,
            ...(post.edit && {type: 'edit' as const, ...post.edit}),
        } as EnvelopeHeader,
        body: {text: post.text, mentions: [], format: 'markdown'},
        recipients: await Promise.all(heads.map(({head}) => session.recipient(head))),
        signingKey: unsafeTestingInUse(keys.signing).privateKey,
    });
}
