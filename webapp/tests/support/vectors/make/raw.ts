/**
 * Structures that our own encoders would never make.
 *
 * @packageDocumentation
 */
import {concatBytes} from '../../../../src/lib/bytes';
import type {Bytes} from '../../../../src/lib/bytes';
import type {Label} from '../../../../src/vault/crypto/labels';
import {sign} from '../../../../src/vault/crypto/sign';
import {decodeCbor, encodeCbor} from '../../../../src/vault/protocol/cbor';
import type {CborValue} from '../../../../src/vault/protocol/cbor_value';
import {context} from '../../../../src/vault/protocol/context';
import {unsafeTestingInUse} from '../../people';
import type {UnsafeTestingKeys} from '../../people';
import {provider} from '../../provider';

export function fieldsOf(structure: Bytes): Map<number, CborValue> {
    return new Map(decodeCbor(structure) as ReadonlyMap<number, CborValue>);
}

/** The same structure with one field set to anything. */
export function withField(structure: Bytes, key: number, value: unknown): Bytes {
    return encodeCbor(fieldsOf(structure).set(key, value as CborValue));
}

export function withoutField(structure: Bytes, key: number): Bytes {
    const fields = fieldsOf(structure);
    fields.delete(key);
    return encodeCbor(fields);
}

/** The same array with one element set to anything. */
export function withElement(array: Bytes, index: number, value: unknown): Bytes {
    const elements = [...(decodeCbor(array) as readonly CborValue[])];
    elements[index] = value as CborValue;
    return encodeCbor(elements);
}

export function withBitFlipped(bytes: Bytes, index = bytes.length - 1): Bytes {
    const flipped = bytes.slice();
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    return flipped;
}

/** A signature over any bytes under any label, and whatever stands beside it. */
export async function signedArray(label: Label, structure: Bytes, keys: UnsafeTestingKeys): Promise<Bytes> {
    return encodeCbor([structure, await signatureOf(label, structure, keys)]);
}

export function signatureOf(label: Label, structure: Bytes, keys: UnsafeTestingKeys): Promise<Bytes> {
    return sign(provider, unsafeTestingInUse(keys.signing).privateKey, context(label, structure));
}

/** An uncompressed point that lies beside the curve. */
export function offCurve(point: Bytes): Bytes {
    return withBitFlipped(point);
}

/** The same point in its compressed form, which WebCrypto would import. */
export function compressed(point: Bytes): Bytes {
    return concatBytes([Uint8Array.of(2 + ((point[64] ?? 0) & 1)), point.subarray(1, 33)]);
}
