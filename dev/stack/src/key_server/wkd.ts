import {createHash} from 'node:crypto';

const ALPHABET = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const ROOT = '/.well-known/openpgpkey/';

/** Whose key a path of a Web Key Directory asks for. */
export interface WkdQuestion {
    /** Of the advanced method; the direct one leaves it to the host's name. */
    readonly domain: string | undefined;
    readonly hash: string;
}

/** What a path of either method asks for; undefined for another path. */
export function readWkdPath(path: string): WkdQuestion | undefined {
    if (!path.startsWith(ROOT)) {
        return undefined;
    }
    const [, domain, hash] = /^(?:([^/]+)\/)?hu\/([a-z0-9]{32})$/.exec(path.slice(ROOT.length)) ?? [];
    return hash === undefined ? undefined : {domain, hash};
}

/** The policy file, which a directory must have; it may be empty. */
export function isWkdPolicy(path: string): boolean {
    return path.startsWith(ROOT) && /^(?:[^/]+\.[^/]+\/)?policy$/.test(path.slice(ROOT.length));
}

/** Whether a user id has the address that is asked for. */
export function answersWkd(userId: string, {domain, hash}: WkdQuestion): boolean {
    const [, local = '', ofDomain = ''] = /<([^@<>]+)@([^@<>]+)>$|^([^@<>\s]+)@([^@<>\s]+)$/.exec(userId)?.filter(Boolean) ?? [];
    return local !== '' && wkdHash(local) === hash && (domain === undefined || domain.toLowerCase() === ofDomain.toLowerCase());
}

/** Of the part of an address before the @. */
export function wkdHash(local: string): string {
    return zBase32(createHash('sha1').update(local.toLowerCase()).digest());
}

/** For a whole number of groups of five bits, as the 20 bytes of a SHA-1 are. */
function zBase32(bytes: Buffer): string {
    const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
    return (bits.match(/.{5}/g) ?? []).map((group) => ALPHABET.charAt(parseInt(group, 2))).join('');
}
