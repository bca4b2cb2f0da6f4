/**
 * What is remembered of a person beside their chain: their name, whether they were verified, where their key changed.
 *
 * Pure. The mark of somebody verified belongs to a record and not to a person, so that nothing has to be carried along with a
 * rotation, and nothing can be forgotten at a reset (protocol.md §2.4).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import type {VerifiedChain} from '../protocol/chain';
import type {PersonKeys} from './keys_of_person';
import type {KeyChange, KnownPerson} from './trust_store';

/** Whether the mark counts for this chain: nothing but rotations followed the record that it was given to. */
export function isVerifiedBy(known: KnownPerson | undefined, {links}: VerifiedChain): boolean {
    const index = known?.verified === undefined ? -1 : links.findIndex(({hash}) => encodeBase64url(hash) === known.verified);
    return index !== -1 && links.slice(index + 1).every(({record}) => record.kind === 'rotate');
}

/** After sealing for somebody under this name, with these keys; undefined where nothing is new. */
export function afterSealing(
    known: KnownPerson | undefined,
    {userId, username, keys}: {readonly userId: string; readonly username: string; readonly keys: PersonKeys},
): KnownPerson | undefined {
    const accepted = afterAccepting(known, userId, keys);
    return accepted || known?.username !== username ? {...(accepted ?? next(known, userId)), username} : undefined;
}

/** After accepting keys that had changed: the mark is gone, and the change will be shown. Undefined where they had not. */
function afterAccepting(known: KnownPerson | undefined, userId: string, keys: PersonKeys): KnownPerson | undefined {
    if (keys.kind !== 'changed') {
        return undefined;
    }
    const {verified: _dropped, ...kept} = next(known, userId);
    return {...kept, changes: keys.firstNew === undefined ? kept.changes : [...kept.changes, {record: keys.firstNew}]};
}

/** With the mark for this record, which is the last one of these keys: comparing them accepts them, where they had changed. */
export function asVerified(
    known: KnownPerson | undefined,
    {userId, keys, record}: {readonly userId: string; readonly keys: PersonKeys; readonly record: string},
): KnownPerson {
    return {...(afterAccepting(known, userId, keys) ?? next(known, userId)), verified: record};
}

export function asUnverified(known: KnownPerson): KnownPerson {
    const {verified: _dropped, ...kept} = next(known, known.userId);
    return kept;
}

/** The change that somebody's posts of this generation come after, of those that were accepted here. */
export function changeBefore({changes}: KnownPerson, {links}: VerifiedChain, generation: number): KeyChange | undefined {
    const records = new Set(links.slice(0, generation + 1).map(({hash}) => encodeBase64url(hash)));
    return changes.filter(({record}) => records.has(record)).at(-1);
}

/** With the post at which a change is shown. Undefined where it has its place: only a reply gives way, to a post of the channel. */
export function withPost(
    known: KnownPerson,
    change: KeyChange,
    {postId, isReply}: Required<Pick<KeyChange, 'postId' | 'isReply'>>,
): KnownPerson | undefined {
    if (change.postId !== undefined && (isReply || !change.isReply)) {
        return undefined;
    }
    const changes = known.changes.map((one) => (one.record === change.record ? {...one, postId, isReply} : one));
    return {...next(known, known.userId), changes};
}

function next(known: KnownPerson | undefined, userId: string): KnownPerson {
    return {changes: [], ...known, userId, version: (known?.version ?? 0) + 1};
}
