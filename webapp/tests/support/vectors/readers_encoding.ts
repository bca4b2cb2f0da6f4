import {decodeBase64url, encodeBase64url} from '../../../src/lib/base64url';
import {Failure} from '../../../src/lib/errors';
import type {Label} from '../../../src/vault/crypto/labels';
import {LABELS} from '../../../src/vault/crypto/labels';
import {decodeBody} from '../../../src/vault/protocol/body';
import {decodeCbor} from '../../../src/vault/protocol/cbor';
import {context, hashContext} from '../../../src/vault/protocol/context';
import type {ContextPart} from '../../../src/vault/protocol/context';
import {pad, paddedLength, unpad} from '../../../src/vault/protocol/padding';
import {isPlaceholderFor, makePlaceholder, readPlaceholder} from '../../../src/lib/placeholder';
import {provider} from '../provider';
import {toJson} from './input';
import type {Input} from './input';
import type {Readers} from './readers';
import type {JsonObject} from './vector_file';

function readPart(part: Input): ContextPart {
    if (part.has('text')) {
        return part.string('text');
    }
    return part.has('uint') ? part.number('uint') : part.bytes('bytes');
}

function toLabel(text: string): Label {
    const label = Object.values(LABELS).find((known) => known === text);
    if (label === undefined) {
        throw new Error('no label of ours');
    }
    return label;
}

export const encodingReaders: Readers = {
    base64url(input): JsonObject {
        const bytes = decodeBase64url(input.string('text'));
        if (bytes === undefined) {
            throw new Failure('cbor_malformed');
        }
        return {length: bytes.length, again: encodeBase64url(bytes)};
    },

    deterministic_cbor(input): JsonObject {
        decodeCbor(input.bytes('cbor'));
        return {};
    },

    async context(input): Promise<JsonObject> {
        const label = toLabel(input.string('label'));
        const parts = input.objects('parts').map(readPart);
        return {context: encodeBase64url(context(label, ...parts)), hash: encodeBase64url(await hashContext(provider, label, ...parts))};
    },

    padded_length(input): JsonObject {
        return {padded: paddedLength(input.number('length'))};
    },

    padding(input): JsonObject {
        const body = unpad(input.bytes('plaintext'));
        if (body === undefined) {
            throw new Failure('decrypt_failed');
        }
        return {body: encodeBase64url(body), again: encodeBase64url(pad(body))};
    },

    body(input): JsonObject {
        return toJson(decodeBody(input.bytes('body'))) as JsonObject;
    },

    placeholder(input): JsonObject {
        const message = input.string('message');
        const mentions = input.strings('mentions');
        const names = readPlaceholder(message);
        return {
            isPlaceholder: names !== undefined,
            names: names ?? [],
            agrees: isPlaceholderFor(message, mentions),
            made: makePlaceholder(mentions),
        };
    },
};
