import type {ListedKey, ListedUserId} from '../gnupg/key_listing';

/** The machine-readable index of HKP: what `gpg --search-keys` and other clients read. */
export function hkpIndex(keys: readonly ListedKey[]): string {
    const lines = keys.flatMap((key) => [
        ['pub', key.fingerprint, key.algorithm, key.bits, key.createdAtS, key.expiresAtS ?? '', flagOf(key.validity)].join(':'),
        ...key.userIds.map(userIdLine),
    ]);
    return [`info:1:${keys.length}`, ...lines, ''].join('\n');
}

function userIdLine({text, createdAtS, validity}: ListedUserId): string {
    return ['uid', encodeURIComponent(text), createdAtS ?? '', '', flagOf(validity)].join(':');
}

/** HKP has `r` for revoked and `e` for expired, as GnuPG; whatever else GnuPG thinks of a key is its own affair. */
function flagOf(validity: string): string {
    return validity === 'r' || validity === 'e' ? validity : '';
}
