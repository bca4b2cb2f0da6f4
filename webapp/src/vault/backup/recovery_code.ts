/**
 * The one thing a member has to keep: 140 random bits in groups that can be checked one by one (protocol.md §7.1).
 *
 * @packageDocumentation
 */
import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';

/** As it is shown: seven groups of five characters, joined by hyphens. */
export type RecoveryCode = Brand<string, 'RecoveryCode'>;

/** The 140 bits, left-aligned in 18 bytes. */
export type CodeSecret = Brand<Bytes, 'CodeSecret'>;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 7;
const DATA_CHARACTERS = 4;
const GROUP_LENGTH = DATA_CHARACTERS + 1;
const BITS_PER_CHARACTER = 5;
const SECRET_LENGTH = 18;
const LAST_BYTE_MASK = 0b1111_0000;

const WEIGHTS = [3, 5, 7, 11] as const;
const GROUP_WEIGHT = 13;
const OFFSET = 17;
const MODULUS = 31;

/** What is ignored: white space, and the hyphens and dashes that word processors make of ours. */
const IGNORED = /[\s\-\u2010-\u2015\u2212]/g;

/** Letters that look like digits, which the alphabet therefore lacks. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map([
    ['O', '0'],
    ['I', '1'],
    ['L', '1'],
]);

export function generateCodeSecret(provider: CryptoProvider): CodeSecret {
    const secret = provider.randomBytes(SECRET_LENGTH);
    secret[SECRET_LENGTH - 1] = (secret[SECRET_LENGTH - 1] ?? 0) & LAST_BYTE_MASK;
    return secret as CodeSecret;
}

export function formatRecoveryCode(secret: CodeSecret): RecoveryCode {
    const values = toCharacterValues(secret);
    const groups = Array.from({length: GROUPS}, (_, group) => {
        const data = values.slice(group * DATA_CHARACTERS, (group + 1) * DATA_CHARACTERS);
        return [...data, checkValue(data, group)].map((value) => ALPHABET.charAt(value)).join('');
    });
    return groups.join('-') as RecoveryCode;
}

/** @throws Failure `code_length`, `code_character` or `code_group`, the last two with the 1-based number of the group */
export function parseRecoveryCode(typed: string): CodeSecret {
    const characters = [...typed.replace(IGNORED, '')];
    if (characters.length !== GROUPS * GROUP_LENGTH) {
        throw new Failure('code_length');
    }
    const groups = toGroups(characters.map(toValue));
    return fromCharacterValues(groups.flatMap((values, group) => requireChecked(values, group)));
}

function toGroups(values: readonly number[]): ReadonlyArray<readonly number[]> {
    const groups = Array.from({length: GROUPS}, (_, group) => values.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH));
    const wrong = groups.findIndex((group) => group.includes(-1));
    if (wrong !== -1) {
        throw new Failure('code_character', {group: wrong + 1});
    }
    return groups;
}

function requireChecked(values: readonly number[], group: number): readonly number[] {
    const data = values.slice(0, DATA_CHARACTERS);
    if (values[DATA_CHARACTERS] !== checkValue(data, group)) {
        throw new Failure('code_group', {group: group + 1});
    }
    return data;
}

/** −1 for a character that no code has. Only ASCII letters have a case here: `toUpperCase` would also make an I of ı. */
function toValue(character: string): number {
    const upper = /[a-z]/.test(character) ? character.toUpperCase() : character;
    return ALPHABET.indexOf(LOOKS_LIKE.get(upper) ?? upper);
}

function checkValue(data: readonly number[], group: number): number {
    return WEIGHTS.reduce((sum, weight, index) => sum + weight * (data[index] ?? 0), group * GROUP_WEIGHT + OFFSET) % MODULUS;
}

function toCharacterValues(secret: CodeSecret): readonly number[] {
    const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    return Array.from({length: GROUPS * DATA_CHARACTERS}, (_, index) =>
        Number.parseInt(bits.slice(index * BITS_PER_CHARACTER, (index + 1) * BITS_PER_CHARACTER), 2),
    );
}

function fromCharacterValues(values: readonly number[]): CodeSecret {
    const bits = values.map((value) => value.toString(2).padStart(BITS_PER_CHARACTER, '0')).join('');
    const padded = bits.padEnd(SECRET_LENGTH * 8, '0');
    return Uint8Array.from({length: SECRET_LENGTH}, (_, index) =>
        Number.parseInt(padded.slice(index * 8, (index + 1) * 8), 2),
    ) as CodeSecret;
}
