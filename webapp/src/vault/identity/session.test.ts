import {linkOf, createRecord, unsafeTestingKeys, userIdOf, CHANNEL_ID, OTHER_CHANNEL_ID} from '../../../tests/support/people';
import {provider} from '../../../tests/support/provider';
import type {ChainLink} from '../protocol/chain';
import {Session} from './session';

const linkFor = async (name: string): Promise<ChainLink> => linkOf(createRecord(userIdOf(name), await unsafeTestingKeys()));

describe('a session', () => {
    test('counts for each channel from 0', async () => {
        const session = await Session.begin(provider, await linkFor('ann'));
        expect([1, 2, 3].map(() => session.nextSequence(CHANNEL_ID))).toEqual([0, 1, 2]);
        expect(session.nextSequence(OTHER_CHANNEL_ID)).toBe(0);
    });

    test('is of one generation, and no two have the same key', async () => {
        const [ann, other] = [await linkFor('ann'), await linkFor('ann')];
        const [first, second] = [await Session.begin(provider, ann), await Session.begin(provider, ann)];
        expect(first.isOf(ann)).toBe(true);
        expect(first.isOf({...ann})).toBe(true);
        expect(first.isOf(other)).toBe(false);
        expect(first.publicKey).not.toEqual(second.publicKey);
    });

    test('derives the key for a record once, also when asked twice at once', async () => {
        const session = await Session.begin(provider, await linkFor('ann'));
        const ben = await linkFor('ben');
        const [first, again] = await Promise.all([session.recipient(ben), session.recipient(ben)]);
        expect(again).toBe(first);
        expect(await session.recipient(await linkFor('ben'))).not.toBe(first);
        expect(first.kek.extractable).toBe(false);
    });
});
