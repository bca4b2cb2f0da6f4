/**
 * Safety numbers: what two people compare to know that each of them has the other's real key (protocol.md §2.4).
 *
 * Two halves, one per person, so that a false record would have to fit one given half: a number over both records at once
 * could be met in the middle, by trying false records for both people.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {hashContext} from './context';
import type {RecordHash} from './identity_record';
import type {UserId} from './ids';

const GROUPS = 6;
const GROUP_DIGITS = 5;
const GROUP_BYTES = 5;

const DIGITS = GROUPS * GROUP_DIGITS * 2;
const QR_PREFIX = 'e2ee/v1/safety-number';

/** A person with the record that is current for whoever computes the number. */
export interface NumberedPerson {
    readonly userId: UserId;
    readonly record: RecordHash;
}

export interface SafetyNumber {
    /** 60 ASCII digits, in the same order for both people. */
    readonly digits: string;

    /** The text of the QR code. */
    readonly qr: string;
}

export async function safetyNumberOf(provider: CryptoProvider, people: readonly [NumberedPerson, NumberedPerson]): Promise<SafetyNumber> {
    const ordered = [...people].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    const halves = await Promise.all(ordered.map((person) => halfOf(provider, person)));
    const digits = halves.join('');
    return {digits, qr: [QR_PREFIX, ...ordered.map(({userId}) => userId), digits].join('/')};
}

/** `unreadable` is what is no safety number, or not one of these two people: no reason for an alarm. */
export function compareSafetyNumber(own: SafetyNumber, scanned: string): 'same' | 'different' | 'unreadable' {
    const text = scanned.replace(/\s/gu, '');
    if (/^[0-9]*$/u.test(text)) {
        return text.length === DIGITS ? compare(text, own.digits) : 'unreadable';
    }
    const pair = own.qr.slice(0, -DIGITS);
    const digits = text.slice(pair.length);
    return text.startsWith(pair) && /^[0-9]{60}$/u.test(digits) ? compare(digits, own.digits) : 'unreadable';
}

function compare(digits: string, own: string): 'same' | 'different' {
    return digits === own ? 'same' : 'different';
}

async function halfOf(provider: CryptoProvider, {userId, record}: NumberedPerson): Promise<string> {
    const hash = await hashContext(provider, LABELS.safetyNumber, userId, record);
    const groups = Array.from({length: GROUPS}, (_, group) => digitsOf(hash.slice(group * GROUP_BYTES, (group + 1) * GROUP_BYTES)));
    return groups.join('');
}

/** Forty bits modulo 10^5: no digit is likelier than another by more than one part in ten million. */
function digitsOf(bytes: Bytes): string {
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0');
}
