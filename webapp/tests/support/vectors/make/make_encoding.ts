import {encodeBase64url} from '../../../../src/lib/base64url';
import {concatBytes} from '../../../../src/lib/bytes';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {LABELS} from '../../../../src/vault/crypto/labels';
import {encodeBody} from '../../../../src/vault/protocol/body';
import {encodeCbor} from '../../../../src/vault/protocol/cbor';
import {pad} from '../../../../src/vault/protocol/padding';
import {PLACEHOLDER} from '../../../../src/lib/placeholder';
import {SERVER_ID, userIdOf} from '../../people';
import type {JsonObject} from '../vector_file';
import type {Plan} from './plan';
import {withBitFlipped, withField, withoutField} from './raw';

export function base64urlPlans(): readonly Plan[] {
    const plan = (id: string, comment: string, text: string, expect: 'ok' | ProtocolCode = 'cbor_malformed'): Plan => ({
        id,
        comment,
        input: {text},
        expect,
    });
    return [
        plan('empty', 'no bytes', '', 'ok'),
        plan('one-byte', 'one byte', 'AA', 'ok'),
        plan('two-bytes', 'two bytes', 'AAA', 'ok'),
        plan('three-bytes', 'three bytes', '_-_-', 'ok'),
        plan('one-character', 'a length that no byte string has', 'A'),
        plan('five-characters', 'a length that no byte string has', 'AAAAA'),
        plan('padding', 'padding', 'AA=='),
        plan('padding-one', 'padding of one', 'AAA='),
        plan('plus', 'the other alphabet', '+/AA'),
        plan('space', 'white space inside', 'AA AA'),
        plan('newline', 'a line feed at the end', 'AAAA\n'),
        plan('beyond-ascii', 'a character whose code ends like that of a letter', 'AAA\u0141'),
        plan('unused-bits-one', 'unused bits of one byte are not zero', 'AB'),
        plan('unused-bits-two', 'unused bits of two bytes are not zero', 'AAB'),
    ];
}

export function deterministicCborPlans(): readonly Plan[] {
    const plan = (id: string, comment: string, hex: string, expect: 'ok' | ProtocolCode = 'cbor_malformed'): Plan => ({
        id,
        comment,
        input: {cbor: encodeBase64url(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')))},
        expect,
    });
    return [
        plan('array', 'an array of all kinds of values', '84 01 42 0102 63 e282ac a0', 'ok'),
        plan('bom', 'text that begins with U+FEFF', '67 efbbbf 74657874', 'ok'),
        plan('bom-long', 'a longer one', `7823 efbbbf ${'61'.repeat(32)}`, 'ok'),
        plan('largest', '2^53-1', '1b 001fffffffffffff', 'ok'),
        plan('nothing', 'no bytes', ''),
        plan('two-values', 'two values', '01 01'),
        plan('cut-array', 'an array that ends too early', '82 01'),
        plan('cut-bytes', 'a byte string that ends too early', '42 01'),
        plan('huge-array', 'an array that says it has 2^32-1 elements', '9a ffffffff 01'),
        plan('huge-bytes', 'a byte string that says it has 2^53-1 bytes', '5b 001fffffffffffff 01'),
        plan('integer-8', 'a small number in one more byte', '18 17'),
        plan('integer-16', 'a small number in two more bytes', '19 00ff'),
        plan('integer-32', 'a small number in four more bytes', '1a 0000ffff'),
        plan('integer-64', 'a small number in eight more bytes', '1b 00000000ffffffff'),
        plan('over-2-53', '2^53', '1b 0020000000000000'),
        plan('bytes-length', 'a length in one more byte', '58 01 00'),
        plan('text-length', 'a length of text in one more byte', '78 01 61'),
        plan('indefinite-array', 'an array of indefinite length', '9f 01 ff'),
        plan('indefinite-map', 'a map of indefinite length', 'bf 00 01 ff'),
        plan('indefinite-bytes', 'a byte string in pieces', '5f 41 00 ff'),
        plan('indefinite-text', 'a text in pieces', '7f 61 61 ff'),
        plan('break', 'a stop without a beginning', 'ff'),
        plan('unordered', 'keys in another order', 'a2 01 00 00 00'),
        plan('repeated', 'a key twice', 'a2 00 00 00 01'),
        plan('utf8-overlong', 'an overlong form', '62 c0af'),
        plan('utf8-surrogate', 'half a surrogate pair', '63 eda080'),
        plan('utf8-cut', 'a character that ends too early', '62 e282'),
        plan('utf8-invalid', 'a byte that no UTF-8 has', '61 ff'),
        plan('tag', 'a tag', 'c0 60'),
        plan('big-integer', 'an integer as tagged bytes', 'c2 41 01'),
        plan('undefined', 'undefined', 'f7'),
        plan('reserved', 'a reserved first byte', '1c'),
        plan('simple', 'a simple value without a meaning', 'e0'),
        plan('float-nan', 'not a number', 'f9 7e00'),
        plan('float-wide', 'a float in more bytes than it needs', 'fb 3ff8000000000000'),
    ];
}

export function contextPlans(): readonly Plan[] {
    const bytes = (value: Uint8Array) => ({bytes: encodeBase64url(value)});
    const plan = (id: string, comment: string, label: string, parts: readonly JsonObject[]): Plan => ({
        id,
        comment,
        input: {label, parts},
        expect: 'ok',
    });
    return [
        ...Object.values(LABELS).map((label) => plan(label.slice('e2ee/v1/'.length), `${label} with one part`, label, [bytes(SERVER_ID)])),
        plan('no-part', 'a label alone', LABELS.keyCheck, []),
        plan('mixed', 'text, number and bytes', LABELS.kek, [
            {uint: 1},
            bytes(SERVER_ID),
            {text: userIdOf('alice')},
            {text: userIdOf('bob')},
        ]),
        plan('large', 'a number and bytes that need longer heads', LABELS.sealedTrust, [
            {uint: 1_767_225_600_000},
            bytes(new Uint8Array(300)),
        ]),
    ];
}

export function paddedLengthPlans(): readonly Plan[] {
    const lengths = [0, 4, 5, 63, 64, 65, 72, 73, 127, 128, 129, 255, 256, 257, 1_000, 1_024, 1_025, 65_535, 65_536, 65_537, 80_004];
    return lengths.map((length) => ({id: `length-${length}`, comment: `${length} bytes`, input: {length}, expect: 'ok'}));
}

export function paddingPlans(): readonly Plan[] {
    const plan = (id: string, comment: string, plaintext: Bytes, expect: 'ok' | ProtocolCode = 'decrypt_failed'): Plan => ({
        id,
        comment,
        input: {plaintext: encodeBase64url(plaintext)},
        expect,
    });
    const body = new TextEncoder().encode('a body of some length');
    const padded = pad(body);
    const withLength = (length: number) => {
        const plaintext = padded.slice();
        new DataView(plaintext.buffer).setUint32(0, length);
        return plaintext;
    };
    return [
        plan('empty', 'an empty body', pad(new Uint8Array()), 'ok'),
        plan('short', 'a short body', padded, 'ok'),
        plan('exact', 'a body that fills its bucket', pad(new Uint8Array(60).fill(7)), 'ok'),
        plan('next-bucket', 'one byte more', pad(new Uint8Array(61).fill(7)), 'ok'),
        plan('nothing', 'no bytes', new Uint8Array()),
        plan('too-short', 'fewer bytes than the smallest bucket', padded.slice(0, 63)),
        plan('too-long', 'a bucket too many', concatBytes([padded, new Uint8Array(8)])),
        plan('one-byte-long', 'a byte too many', concatBytes([padded, new Uint8Array(1)])),
        plan('length-over', 'a length beyond the end', withLength(61)),
        plan('length-huge', 'a length of 2^32-1', withLength(2 ** 32 - 1)),
        plan('length-less', 'a length that leaves a part of the body in the padding', withLength(10)),
        plan('not-zero', 'padding that is not zero', withBitFlipped(padded)),
        plan('little-endian', 'a length in the other order of bytes', Uint8Array.from([21, 0, 0, 0, ...padded.subarray(4)])),
    ];
}

export function bodyPlans(): readonly Plan[] {
    const body = encodeBody({text: 'hello @alice and @bob', mentions: ['alice', 'bob'], format: 'markdown'});
    const textBody = (text: string) => encodeBody({text, mentions: [], format: 'markdown'});
    const plan = (id: string, comment: string, bytes: Bytes, expect: 'ok' | ProtocolCode = 'decrypt_failed'): Plan => ({
        id,
        comment,
        input: {body: encodeBase64url(bytes)},
        expect,
    });
    const withText = (text: string) => withField(body, 0, text);
    const withMentions = (...mentions: readonly unknown[]) => withField(body, 1, mentions);
    return [
        plan('mentions', 'a text with mentions', body, 'ok'),
        plan('empty', 'an empty text', textBody(''), 'ok'),
        plan('emoji', 'emoji, each of them several code points', textBody('👩‍👩‍👧‍👦 🇦🇶'), 'ok'),
        plan('right-to-left', 'right-to-left text', textBody('שלום \u202eabc\u202c'), 'ok'),
        plan('bom', 'a text that begins with U+FEFF', textBody('\ufefftext'), 'ok'),
        plan('not-normalized', 'a letter and a combining mark stay two code points', textBody('e\u0301 é'), 'ok'),
        plan('longest', '16,383 code points', textBody('🔒'.repeat(16_383)), 'ok'),
        plan('mentions-special', 'names of groups of people', withMentions('all', 'channel', 'here'), 'ok'),
        plan('mention-longest', 'a name of 64 characters', withMentions('a'.repeat(64)), 'ok'),
        plan('too-long', '16,384 code points', withText('a'.repeat(16_384))),
        plan('nul', 'U+0000 in the text', withText('a\0b')),
        plan('text-bytes', 'bytes instead of a text', withField(body, 0, new Uint8Array(4))),
        plan('mention-upper', 'a capital in a name', withMentions('Alice')),
        plan('mention-empty', 'an empty name', withMentions('')),
        plan('mention-at', 'a name with its @', withMentions('@alice')),
        plan('mention-long', 'a name of 65 characters', withMentions('a'.repeat(65))),
        plan('mention-number', 'a number instead of a name', withMentions(1)),
        plan('mentions-unordered', 'names in another order', withMentions('bob', 'alice')),
        plan('mentions-twice', 'a name twice', withMentions('alice', 'alice')),
        plan('mentions-many', '257 names', withMentions(...Array.from({length: 257}, (_, index) => `n${String(index).padStart(3, '0')}`))),
        plan('files', 'a file, which version 1 does not have', withField(body, 2, [1])),
        plan('format-1', 'a format that is not in the table', withField(body, 3, 1)),
        plan('unknown-key', 'a key that is not in the table', withField(body, 4, 0)),
        plan('missing-key', 'the format is missing', withoutField(body, 3)),
        plan('no-map', 'the text alone', encodeCbor('text')),
        plan('trailing', 'a byte behind the body', concatBytes([body, Uint8Array.of(0)])),
    ];
}

export function placeholderPlans(): readonly Plan[] {
    const plan = (id: string, comment: string, message: string, mentions: readonly string[] = []): Plan => ({
        id,
        comment,
        input: {message, mentions},
        expect: 'ok',
    });
    return [
        plan('bare', 'no mentions', PLACEHOLDER),
        plan('names', 'two mentions', `${PLACEHOLDER} @alice @bob`, ['alice', 'bob']),
        plan('names-hidden', 'two mentions, of which nothing is said', PLACEHOLDER, ['alice', 'bob']),
        plan('names-fewer', 'one of two mentions', `${PLACEHOLDER} @alice`, ['alice', 'bob']),
        plan('names-more', 'a mention that is not in the body', `${PLACEHOLDER} @alice @channel`, ['alice']),
        plan('names-other', 'another mention', `${PLACEHOLDER} @mallory`, ['alice']),
        plan('empty', 'an empty message', ''),
        plan('clear', 'a clear message', 'hello'),
        plan('no-code-span', 'without the backticks', '🔒 Encrypted message'),
        plan('text-behind', 'a text behind it', `${PLACEHOLDER} hello`),
        plan('text-before', 'a text before it', `hello ${PLACEHOLDER}`),
        plan('space-behind', 'a space behind it', `${PLACEHOLDER} `),
        plan('name-upper', 'a capital in a name', `${PLACEHOLDER} @Alice`),
        plan('name-empty', 'an empty name', `${PLACEHOLDER} @`),
        plan('names-unordered', 'names in another order', `${PLACEHOLDER} @bob @alice`, ['alice', 'bob']),
        plan('names-twice', 'a name twice', `${PLACEHOLDER} @alice @alice`, ['alice']),
        plan('names-newline', 'a line feed between', `${PLACEHOLDER}\n@alice`, ['alice']),
        plan('names-comma', 'a comma behind a name', `${PLACEHOLDER} @alice, @bob`, ['alice', 'bob']),
    ];
}
