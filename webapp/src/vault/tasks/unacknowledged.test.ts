import {Unacknowledged} from './unacknowledged';

const text = (uid: string, channelId = 'channel') => ({channelId, rootId: '' as const, text: `text of ${uid}`, uid});

describe('texts that no server has acknowledged', () => {
    test('go when they are acknowledged, and the last of them is the previous one', () => {
        const texts = new Unacknowledged();
        texts.add(text('one'));
        texts.add(text('two'));
        expect(texts.previousUid('channel')).toBeUndefined();
        texts.acknowledge('channel', 'one');
        expect(texts.all().map(({uid}) => uid)).toEqual(['two']);
        expect(texts.previousUid('channel')).toBe('one');
        expect(texts.previousUid('other')).toBeUndefined();
    });

    test.each([
        ['of nothing sealed here', 'channel', 'unknown'],
        ['in another channel', 'other', 'one'],
    ])('an acknowledgement %s changes nothing', (_case, channelId, uid) => {
        const texts = new Unacknowledged();
        texts.add(text('one'));
        texts.acknowledge(channelId, uid);
        expect(texts.all()).toHaveLength(1);
        expect(texts.previousUid(channelId)).toBeUndefined();
    });

    test('are bounded: the oldest goes first', () => {
        const texts = new Unacknowledged();
        Array.from({length: 101}, (_, index) => texts.add(text(`uid${index}`)));
        expect(texts.all()).toHaveLength(100);
        expect(texts.all()[0]?.uid).toBe('uid1');
    });
});
