/** Fingerprints as people compare them: of an OpenPGP key as GnuPG prints it, of the member's own key on paper and on screen alike. */
import {decodeBase64url} from '../../../lib/base64url';
import {toHex} from '../../../lib/bytes';

/** Capitals, without spaces and a 0x before them. */
export function hexDigits(typed: string): string {
    return typed.replace(/\s+/g, '').replace(/^0x/i, '').toUpperCase();
}

/** In groups of four. */
export function groupedFingerprint(fingerprint: string): string {
    return (hexDigits(fingerprint).match(/.{1,4}/g) ?? []).join(' ');
}

/** Of the member's own key: hash of its record, as the backup shows it. */
export function recordFingerprint(recordHash: string): string {
    const hash = decodeBase64url(recordHash);
    return hash === undefined ? recordHash : groupedFingerprint(toHex(hash));
}
