/**
 * What is refused in every map of the protocol (protocol.md §1.1), made from a valid one by one change each.
 *
 * @packageDocumentation
 */
import {concatBytes} from '../../../../src/lib/bytes';
import type {Bytes} from '../../../../src/lib/bytes';
import type {ProtocolCode} from '../../../../src/lib/errors';
import {encodeCbor} from '../../../../src/vault/protocol/cbor';
import {compressed, fieldsOf, offCurve, withField, withoutField} from './raw';

export interface Defect {
    readonly id: string;
    readonly comment: string;
    readonly structure: Bytes;
    readonly expect: ProtocolCode;
}

export interface MapShape {
    readonly structure: Bytes;

    /** A `uint` field that is the last of the map. */
    readonly lastKey: number;
    readonly hasSuite: boolean;
    readonly points: readonly number[];
    readonly malformed: ProtocolCode;
    readonly badPoint: ProtocolCode;
}

const MAP = 0xa0;

export function mapDefects(shape: MapShape): readonly Defect[] {
    return [...encodingDefects(shape), ...schemaDefects(shape), ...preambleDefects(shape), ...pointDefects(shape)];
}

function encodingDefects({structure, lastKey, malformed}: MapShape): readonly Defect[] {
    const count = fieldsOf(structure).size;
    const entries = structure.subarray(1);
    const lastValue = encodeCbor(fieldsOf(structure).get(lastKey) ?? 0);
    const beforeLastValue = structure.subarray(0, structure.length - lastValue.length);
    const lastEntry = concatBytes([Uint8Array.of(lastKey), lastValue]);
    const withLastValue = (...value: number[]) => concatBytes([beforeLastValue, Uint8Array.from(value)]);
    const defect = (id: string, comment: string, bytes: Bytes): Defect => ({id, comment, structure: bytes, expect: malformed});
    return [
        defect('empty', 'no bytes at all', new Uint8Array()),
        defect('cut', 'the last byte is missing', structure.slice(0, -1)),
        defect('trailing', 'a byte behind the structure', concatBytes([structure, Uint8Array.of(0)])),
        defect('no-map', 'an array instead of a map', encodeCbor([1, 1])),
        defect('indefinite', 'a map of indefinite length', concatBytes([Uint8Array.of(0xbf), entries, Uint8Array.of(0xff)])),
        defect('long-length', 'the number of entries in two bytes', concatBytes([Uint8Array.of(0xb8, count), entries])),
        defect(
            'long-integer',
            'the version in two bytes',
            concatBytes([structure.subarray(0, 2), Uint8Array.of(0x18), structure.subarray(2)]),
        ),
        defect('unordered', 'the first two keys swapped', swapFirstEntries(structure)),
        defect('repeated-key', 'the last key twice', concatBytes([Uint8Array.of(MAP + count + 1), entries, lastEntry])),
        defect(
            'text-key',
            'a key that is no integer',
            concatBytes([Uint8Array.of(MAP + count + 1), entries, Uint8Array.of(0x61, 0x61, 0)]),
        ),
        defect('float', 'a number as a float', withLastValue(0xf9, 0x3c, 0x00)),
        defect('tagged', 'a number with a tag', withLastValue(0xc1, 0x00)),
        defect('null', 'null instead of a number', withLastValue(0xf6)),
        defect('undefined', 'undefined instead of a number', withLastValue(0xf7)),
        defect('boolean', 'true instead of a number', withLastValue(0xf5)),
        defect('negative', 'a number below zero', withLastValue(0x20)),
        defect('over-2-53', 'a number above 2^53-1', withLastValue(0x1b, 0x00, 0x20, 0, 0, 0, 0, 0, 0)),
    ];
}

/** The first two entries are a key and a value of one byte each, but for a statement's server id. */
function swapFirstEntries(structure: Bytes): Bytes {
    const [[firstKey, firstValue] = [0, 0], [secondKey, secondValue] = [0, 0]] = [...fieldsOf(structure)];
    const first = concatBytes([encodeCbor(firstKey), encodeCbor(firstValue)]);
    const second = concatBytes([encodeCbor(secondKey), encodeCbor(secondValue)]);
    const rest = structure.subarray(1 + first.length + second.length);
    return concatBytes([structure.subarray(0, 1), second, first, rest]);
}

function schemaDefects({structure, lastKey, malformed}: MapShape): readonly Defect[] {
    const defect = (id: string, comment: string, bytes: Bytes): Defect => ({id, comment, structure: bytes, expect: malformed});
    return [
        defect('unknown-key', 'a key that is not in the table', withField(structure, lastKey + 1, 0)),
        defect('missing-key', 'the last key is missing', withoutField(structure, lastKey)),
        defect('wrong-type', 'bytes instead of a number', withField(structure, lastKey, Uint8Array.of(1))),
    ];
}

function preambleDefects({structure, lastKey, hasSuite, malformed}: MapShape): readonly Defect[] {
    const nextVersion = withField(structure, 0, 2);
    const version: readonly Defect[] = [
        {id: 'version-0', comment: 'version 0', structure: withField(structure, 0, 0), expect: 'version_unsupported'},
        {id: 'version-2', comment: 'version 2', structure: nextVersion, expect: 'version_unsupported'},
        {
            id: 'version-2-unknown-key',
            comment: 'a later version with a key that we do not know is named as what it is',
            structure: withField(nextVersion, lastKey + 1, 0),
            expect: 'version_unsupported',
        },
        {id: 'no-version', comment: 'the version is missing', structure: withoutField(structure, 0), expect: malformed},
        {id: 'text-version', comment: 'the version as text', structure: withField(structure, 0, '1'), expect: malformed},
    ];
    const suite: readonly Defect[] = [
        {id: 'suite-2', comment: 'suite 2', structure: withField(structure, 1, 2), expect: 'suite_unsupported'},
        {id: 'no-suite', comment: 'the suite is missing', structure: withoutField(structure, 1), expect: malformed},
    ];
    return hasSuite ? [...version, ...suite] : version;
}

function pointDefects({structure, points, malformed, badPoint}: MapShape): readonly Defect[] {
    return points.flatMap((key): readonly Defect[] => {
        const point = fieldsOf(structure).get(key) as Bytes;
        const defect = (id: string, comment: string, value: unknown, expect: ProtocolCode): Defect => ({
            id: `${id}-${key}`,
            comment: `key ${key}: ${comment}`,
            structure: withField(structure, key, value),
            expect,
        });
        return [
            defect('point-off-curve', 'a point off the curve', offCurve(point), badPoint),
            defect('point-compressed', 'a compressed point', compressed(point), badPoint),
            defect('point-hybrid', 'a first byte other than 04', concatBytes([Uint8Array.of(6), point.subarray(1)]), badPoint),
            defect('point-long', 'a byte too many', concatBytes([point, Uint8Array.of(0)]), badPoint),
            defect(
                'point-field',
                'a coordinate that is no element of the field',
                concatBytes([Uint8Array.of(4), new Uint8Array(64).fill(0xff)]),
                badPoint,
            ),
            defect('point-zero', 'the coordinates zero', concatBytes([Uint8Array.of(4), new Uint8Array(64)]), badPoint),
            defect('point-text', 'text instead of a point', 'point', malformed),
        ];
    });
}
