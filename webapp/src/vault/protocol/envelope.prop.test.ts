import fc from 'fast-check';

import {startConversation} from '../../../tests/support/conversation';
import type {Conversation} from '../../../tests/support/conversation';
import {decodeBase64url, encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {normalizeMentions} from '../../lib/mention_names';
import {decodeCbor, encodeCbor} from './cbor';
import {decodeEnvelope, encodeEnvelope} from './envelope';

async function codeOf(run: Promise<unknown>): Promise<string> {
    try {
        await run;
        return 'ok';
    } catch (error) {
        return error instanceof Failure ? error.code : 'no failure of ours';
    }
}

const text = fc.string({unit: 'binary', maxLength: 400}).map((any) => any.replaceAll('\0', ''));
const mentions = fc.array(fc.stringMatching(/^[a-z0-9._-]{1,64}$/), {maxLength: 20}).map(normalizeMentions);

let conversation: Conversation;

beforeAll(async () => {
    conversation = await startConversation();
});

test('every recipient opens what was sealed, whatever was written', async () => {
    await fc.assert(
        fc.asyncProperty(text, mentions, async (written, mentioned) => {
            const body = {text: written, mentions: mentioned, format: 'markdown' as const};
            const before = structuredClone(body);
            const {envelope} = await conversation.seal(body);
            expect(await conversation.open(envelope)).toEqual(body);
            expect(await conversation.open(envelope, conversation.alice)).toEqual(body);
            expect(body).toEqual(before);
        }),
        {numRuns: 50},
    );
});

test('the longest text is opened again', async () => {
    await fc.assert(
        fc.asyncProperty(fc.string({unit: 'binary', minLength: 16_383, maxLength: 16_383, size: 'max'}), async (any) => {
            const written = any.replaceAll('\0', 'a');
            const {envelope} = await conversation.seal({text: written, mentions: [], format: 'markdown'});
            expect((await conversation.open(envelope)).text).toBe(written);
        }),
        {numRuns: 3},
    );
});

test('what is decoded encodes to the same envelope', async () => {
    await fc.assert(
        fc.asyncProperty(text, async (written) => {
            const {envelope} = await conversation.seal({text: written, mentions: [], format: 'markdown'});
            const decoded = decodeEnvelope(envelope);
            expect(encodeEnvelope({...decoded, wraps: decoded.wraps.copy()}, decoded.signature)).toBe(envelope);
        }),
        {numRuns: 20},
    );
});

// A flipped bit of the header is seen by the first check that looks at that field.
const HEADER_CODES = [
    'envelope_malformed',
    'version_unsupported',
    'suite_unsupported',
    'server_changed',
    'channel_mismatch',
    'author_mismatch',
    'thread_mismatch',
    'sender_unknown',
    'signature_invalid',
];

test.each([
    ['header', 0, HEADER_CODES],
    ['commitment', 1, ['signature_invalid']],

    // Another order, or the same entry twice, is seen before the signature.
    ['wraps', 2, ['envelope_malformed', 'signature_invalid']],
    ['ciphertext', 3, ['signature_invalid']],
    ['signature', 4, ['signature_invalid']],
])('any flipped bit of the %s is refused', async (_name, part, codes) => {
    const {envelope} = await conversation.seal({text: 'a text', mentions: [], format: 'markdown'});
    expect(await codeOf(conversation.open(envelope))).toBe('ok');
    const parts = decodeCbor(decodeBase64url(envelope) ?? new Uint8Array()) as readonly Bytes[];
    await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat({max: 7}), async (place, bit) => {
            const changed = parts.map((bytes) => bytes.slice());
            const bytes = changed[part] ?? new Uint8Array();
            const index = place % bytes.length;
            bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
            expect(codes).toContain(await codeOf(conversation.open(encodeBase64url(encodeCbor(changed)))));
        }),
        {numRuns: 60},
    );
});

test('any changed character of the stored text is refused', async () => {
    const {envelope} = await conversation.seal({text: 'a text', mentions: [], format: 'markdown'});
    await fc.assert(
        fc.asyncProperty(fc.nat({max: envelope.length - 1}), fc.constantFrom(...'A_-9 =\u00e9'), async (index, character) => {
            fc.pre(envelope.charAt(index) !== character);
            const changed = envelope.slice(0, index) + character + envelope.slice(index + 1);
            expect(await codeOf(conversation.open(changed))).not.toBe('ok');
        }),
        {numRuns: 60},
    );
});

test('texts of one bucket make envelopes of one length', async () => {
    const seal = async (length: number) => {
        const header = {...conversation.header};
        const {envelope} = await conversation.seal({text: 'x'.repeat(length), mentions: [], format: 'markdown'}, header);
        return envelope.length;
    };

    // 64 bytes less the length, the map, the mentions, the files, the format and the head of the text.
    const short = await Promise.all([0, 1, 10, 40, 50].map(seal));
    expect(new Set(short).size).toBe(1);
    expect(await seal(70)).toBeGreaterThan(short[0] ?? 0);
});

test('the same text is never sealed to the same bytes', async () => {
    const body = {text: 'a text', mentions: [], format: 'markdown' as const};
    const header = {...conversation.header};
    const [first, second] = await Promise.all([conversation.seal(body, header), conversation.seal(body, header)]);
    const [one, other] = [decodeEnvelope(first.envelope), decodeEnvelope(second.envelope)];
    expect(one.ciphertext).not.toEqual(other.ciphertext);
    expect(one.wraps.copy()).not.toEqual(other.wraps.copy());
    expect(one.commitment).not.toEqual(other.commitment);
});
