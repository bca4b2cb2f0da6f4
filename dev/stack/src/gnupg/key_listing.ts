/** A key or subkey, as GnuPG lists it. */
export interface ListedKeyPart {
    readonly fingerprint: string;

    /** GnuPG's letter: `r` revoked, `e` expired, `-` and others usable. */
    readonly validity: string;
    readonly bits: number;

    /** By its number in OpenPGP. */
    readonly algorithm: number;
    readonly createdAtS: number;
    readonly expiresAtS: number | undefined;
}

export interface ListedUserId {
    readonly text: string;
    readonly validity: string;
    readonly createdAtS: number | undefined;
}

export interface ListedKey extends ListedKeyPart {
    readonly userIds: readonly ListedUserId[];
    readonly subkeys: readonly ListedKeyPart[];
}

/** Reads what `gpg --with-colons --list-keys` prints (doc/DETAILS of GnuPG). */
export function readKeyListing(listing: string): ListedKey[] {
    const keys: Array<{key: ListedKeyPart; userIds: ListedUserId[]; subkeys: ListedKeyPart[]}> = [];
    let described: readonly string[] = [];
    for (const fields of listing.split('\n').map((line) => line.split(':'))) {
        const [kind = ''] = fields;
        const last = keys.at(-1);
        if (kind === 'pub' || kind === 'sub') {
            described = fields;
        } else if (kind === 'fpr' && described[0] === 'pub') {
            keys.push({key: partOf(described, fields), userIds: [], subkeys: []});
            described = [];
        } else if (kind === 'fpr' && described[0] === 'sub') {
            last?.subkeys.push(partOf(described, fields));
            described = [];
        } else if (kind === 'uid') {
            last?.userIds.push({validity: fields[1] ?? '', createdAtS: secondsOf(fields[5]), text: unescaped(fields[9] ?? '')});
        }
    }
    return keys.map(({key, userIds, subkeys}) => ({...key, userIds, subkeys}));
}

function partOf(fields: readonly string[], fingerprintFields: readonly string[]): ListedKeyPart {
    return {
        fingerprint: fingerprintFields[9] ?? '',
        validity: fields[1] ?? '',
        bits: Number(fields[2]),
        algorithm: Number(fields[3]),
        createdAtS: secondsOf(fields[5]) ?? 0,
        expiresAtS: secondsOf(fields[6]),
    };
}

function secondsOf(field: string | undefined): number | undefined {
    return field === undefined || field === '' ? undefined : Number(field);
}

/** As in C: a colon stands there as `\x3a`. */
function unescaped(field: string): string {
    return field.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
