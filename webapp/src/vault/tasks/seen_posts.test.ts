import type {CarriedPost} from '../api';
import type {EnvelopeHeader, RevisionHash} from '../protocol/header';
import type {VerifiedEnvelope} from '../protocol/verify_envelope';
import {SeenPosts} from './seen_posts';
import type {MetPost} from './seen_posts';

const UID = new Uint8Array(16).fill(7);
const EDIT_UID = new Uint8Array(16).fill(8);

/** As verified: what only the vault's own checks make, made by hand. */
function met(sender: string, post: string, edit?: {readonly revision: number}): MetPost {
    const header = {
        sender,
        channelId: 'c'.repeat(26),
        ...(edit ? {type: 'edit', uid: EDIT_UID, editedUid: UID, revision: edit.revision} : {type: 'post', uid: UID}),
    } as unknown as EnvelopeHeader;
    const revisionHash = new TextEncoder().encode(`${sender} ${edit?.revision ?? 0}`) as Uint8Array as RevisionHash;
    return {
        post: {postId: post.padEnd(26, '0')} as CarriedPost,
        envelope: {header, revisionHash} as unknown as VerifiedEnvelope,
        isLate: false,
    };
}

const stored = (seen: SeenPosts): SeenPosts => new SeenPosts(new Map(seen.news().map((post) => [post.key, post])));

describe('what is remembered of posts', () => {
    test('makes a copy of a second post with the same author and uid', () => {
        const seen = new SeenPosts(new Map());
        expect(seen.meet(met('ann', 'first'))).toEqual({kind: 'current', copyOf: undefined, isLate: false});
        expect(stored(seen).meet(met('ann', 'second'))).toEqual({kind: 'current', copyOf: 'first'.padEnd(26, '0'), isLate: false});
    });

    test('refuses what an edit has superseded', () => {
        const seen = new SeenPosts(new Map());
        expect(seen.meet(met('ann', 'first', {revision: 2}))).toMatchObject({kind: 'current'});
        expect(stored(seen).meet(met('ann', 'first'))).toEqual({kind: 'superseded'});
    });

    test.each([
        ['a post', undefined],
        ['an edit', {revision: 99}],
    ])('is not touched by %s of somebody else who copied the uid', (_what, edit) => {
        const seen = new SeenPosts(new Map());
        expect(seen.meet(met('mallory', 'theirs', edit))).toMatchObject({kind: 'current'});
        expect(stored(seen).meet(met('ann', 'first'))).toEqual({kind: 'current', copyOf: undefined, isLate: false});
    });

    test('keeps what was said of a revision when it was first met', () => {
        const [onTime, late] = [met('ann', 'first'), {...met('ann', 'first'), isLate: true}];
        const seen = new SeenPosts(new Map());
        expect(seen.meet(onTime)).toMatchObject({isLate: false});
        expect(stored(seen).meet(late)).toMatchObject({isLate: false});

        const other = new SeenPosts(new Map());
        expect(other.meet(late)).toMatchObject({isLate: true});
        expect(stored(other).meet(onTime)).toMatchObject({isLate: true});
        expect(stored(seen).meet({...met('ann', 'first', {revision: 1}), isLate: true})).toMatchObject({isLate: true});
    });
});
