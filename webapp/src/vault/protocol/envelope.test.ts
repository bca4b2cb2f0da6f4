import {startConversation} from '../../../tests/support/conversation';
import {failure} from '../../../tests/support/failure';
import {unsafeTestingInUse, userIdOf} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import {generateAgreementPair} from '../crypto/agree';
import {generateFreshSigningPair} from '../crypto/sign';
import type {Body} from './body';
import {decodeEnvelope, encodeEnvelope, hashRevision} from './envelope';
import {encodeHeader} from './header';
import type {PostHeader, RevisionHash} from './header';
import type {PostId, Uid} from './ids';
import {deriveSenderKek} from './kek';
import {recipientHint} from './recipient_hint';
import {requireNotSuperseded, revisionOf} from './revision';
import {sealEnvelope} from './seal_envelope';
import {LIMITS} from './limits';

// What is refused, and in which order, is in docs/vectors/envelope.json.

const BODY: Body = {text: 'a text', mentions: [], format: 'markdown'};

test.each([[undefined], [null], [7], [{}], [['AAAA']]])('refuses %j where an envelope should be', (carried) => {
    expect(() => decodeEnvelope(carried)).toThrow(failure('envelope_malformed'));
});

test('refuses a text over the limit before it looks at it', () => {
    expect(() => decodeEnvelope('='.repeat(400_001))).toThrow(failure('too_large'));
    expect(() => decodeEnvelope('='.repeat(400_000))).toThrow(failure('envelope_malformed'));
});

test('refuses to make an envelope over the limit', async () => {
    const {envelope} = await (await startConversation()).seal(BODY);
    const {signature, wraps, ...parts} = decodeEnvelope(envelope);
    const sealed = {...parts, wraps: wraps.copy()};
    expect(encodeEnvelope(sealed, signature)).toBe(envelope);
    expect(() => encodeEnvelope({...sealed, ciphertext: new Uint8Array(LIMITS.envelopeCharacters)}, signature)).toThrow(
        failure('too_large'),
    );
});

test('a decoded envelope stays what it is while others are decoded', async () => {
    const conversation = await startConversation();
    const [one, other] = [await conversation.seal(BODY), await conversation.seal(BODY)];
    const {signature, ...parts} = decodeEnvelope(one.envelope);
    const hash = parts.wraps.look((wraps) => hashRevision(provider, {...parts, wraps}));
    decodeEnvelope(other.envelope);
    expect(encodeEnvelope({...parts, wraps: parts.wraps.copy()}, signature)).toBe(one.envelope);
    expect(await hash).toEqual(one.revisionHash);
});

test('the revision that a sender knows is the one that a reader finds', async () => {
    const {envelope, revisionHash} = await (await startConversation()).seal(BODY);
    const {wraps, ...parts} = decodeEnvelope(envelope);
    expect(await hashRevision(provider, {...parts, wraps: wraps.copy()})).toEqual(revisionHash);
});

test('refuses a header that no reader would take', async () => {
    const {header} = await startConversation();
    expect(() => encodeHeader({...header, senderGeneration: 65_536})).toThrow(failure('envelope_malformed'));
    expect(() => encodeHeader({...header, rootUid: header.uid})).toThrow(failure('envelope_malformed'));
    expect(encodeHeader(header).length).toBeLessThanOrEqual(512);
});

test('takes at most 700 characters beside the recipients, and 65 for each', async () => {
    const {header, recipients, alice} = await startConversation();
    const full: PostHeader = {
        ...header,
        senderGeneration: 65_535,
        rootPostId: 'r'.repeat(26) as PostId,
        rootUid: new Uint8Array(16) as Uid,
        previousUid: new Uint8Array(16) as Uid,
        policySequence: 100_000,
        sequence: 1_000_000,
    };
    const [own] = recipients;
    if (own === undefined) {
        throw new Error('a recipient');
    }
    const signingKey = unsafeTestingInUse(alice.keys.signing).privateKey;
    const {envelope} = await sealEnvelope({provider, header: full, body: BODY, recipients: [own], signingKey});
    const paddedBody = Math.ceil((64 * 4) / 3);
    expect(envelope.length).toBeLessThanOrEqual(700 + 65 + paddedBody);
});

test('refuses to seal for nobody, or for somebody twice', async () => {
    const {header, alice, recipients} = await startConversation();
    const signingKey = unsafeTestingInUse(alice.keys.signing).privateKey;
    const request = {provider, header, body: BODY, signingKey};
    await expect(sealEnvelope({...request, recipients: []})).rejects.toThrow(failure('envelope_malformed'));
    await expect(sealEnvelope({...request, recipients: [...recipients, ...recipients]})).rejects.toThrow(failure('envelope_malformed'));
});

test('refuses to seal a text that no post may have', async () => {
    const conversation = await startConversation();
    await expect(conversation.seal({...BODY, text: 'a\0b'})).rejects.toThrow(failure('text_invalid'));
});

test('opens for 1,000 recipients, and for nobody else', async () => {
    const conversation = await startConversation();
    const {header, alice, bob, recipients} = conversation;
    const session = await generateAgreementPair<'session'>(provider);
    const strangers = await Promise.all(
        Array.from({length: 998}, async (_, index) => {
            const userId = userIdOf(`u${index}x`);
            const {encryptionKey} = {encryptionKey: bob.keys.encryption.publicKey};
            return {
                hint: await recipientHint(provider, {userId, generation: 0, encryptionKey}),
                kek: await deriveSenderKek({
                    provider,
                    serverId: header.serverId,
                    sender: alice.userId,
                    recipient: userId,
                    session,
                    encryptionKey,
                }),
            };
        }),
    );
    const signingKey = unsafeTestingInUse(alice.keys.signing).privateKey;
    const {envelope} = await sealEnvelope({provider, header, body: BODY, recipients: [...strangers, ...recipients], signingKey});
    expect(await conversation.open(envelope)).toEqual(BODY);
    expect(await conversation.open(envelope, alice)).toEqual(BODY);
    await expect(conversation.open(envelope, {userId: userIdOf('carol'), keys: bob.keys})).rejects.toThrow(failure('not_a_recipient'));
});

test('a signature of another key proves nothing', async () => {
    const conversation = await startConversation();
    const {header, recipients} = conversation;
    const other = unsafeTestingInUse(await generateFreshSigningPair(provider)).privateKey;
    const {envelope} = await sealEnvelope({provider, header, body: BODY, recipients, signingKey: other});
    await expect(conversation.open(envelope)).rejects.toThrow(failure('signature_invalid'));
});

describe('revisions', () => {
    const hash = (byte: number) => new Uint8Array(32).fill(byte) as RevisionHash;
    const seen = (revision: number, byte: number) => ({revision, hash: hash(byte)});

    test('a newer one takes the place of an older one, the same one may come again', () => {
        expect(requireNotSuperseded(seen(0, 1), undefined)).toEqual(seen(0, 1));
        expect(requireNotSuperseded(seen(1, 2), seen(0, 1))).toEqual(seen(1, 2));
        expect(requireNotSuperseded(seen(1, 2), seen(1, 2))).toEqual(seen(1, 2));
    });

    test('an older one, and another of the same number, are refused', () => {
        expect(() => requireNotSuperseded(seen(0, 1), seen(1, 2))).toThrow(failure('revision_superseded'));
        expect(() => requireNotSuperseded(seen(1, 3), seen(1, 2))).toThrow(failure('revision_superseded'));
    });

    test('a post is revision 0', async () => {
        const {header} = await startConversation();
        expect(revisionOf(header)).toBe(0);
        expect(revisionOf({...header, type: 'edit', editedUid: header.uid, revision: 3, previousRevision: hash(1)})).toBe(3);
    });
});
