import {hexDigits} from '../words/fingerprints';

/** Least number of last digits by which a member vouches for a key that was found by their mail address alone. */
export const LEAST_DIGITS = 16;

const ARMORED = '-----BEGIN PGP PUBLIC KEY BLOCK-----';

export type TypedKey =
    | {readonly kind: 'nothing'}
    | {readonly kind: 'fingerprint'; readonly fingerprint: string}
    | {readonly kind: 'armored'; readonly armored: string}

    /** Less than a whole fingerprint names any number of keys. */
    | {readonly kind: 'neither'};

/** As `gpg --fingerprint` prints it, with spaces, or with 0x before it. */
export function readTypedKey(typed: string): TypedKey {
    if (typed.trim() === '') {
        return {kind: 'nothing'};
    }
    if (typed.includes(ARMORED)) {
        return {kind: 'armored', armored: typed};
    }
    const fingerprint = hexDigits(typed);
    return /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(fingerprint) ? {kind: 'fingerprint', fingerprint} : {kind: 'neither'};
}

/** Whether what was typed are enough digits, and the last ones of this fingerprint. */
export function endsAsTyped(fingerprint: string, typed: string): boolean {
    const digits = hexDigits(typed);
    return digits.length >= LEAST_DIGITS && hexDigits(fingerprint).endsWith(digits);
}
