import {mayLoadPicture, tellsSomebody} from './pictures';
import type {KnownState} from './request';

const SITE = 'https://chat.example.org/mm';
const PAGE = `${SITE}/team/channels/town-square`;

test.each([
    'https://pictures.example.org/heron.png',
    'http://pictures.example.org/heron.png',
    '//pictures.example.org/heron.png',
    `${SITE}/api/v4/image?url=https%3A%2F%2Fpictures.example.org%2Fheron.png`,
    '/mm/api/v4/users/me/image?heron',
    'heron.png',
])('loading %s tells somebody', (address) => {
    expect(tellsSomebody(address, PAGE, SITE)).toBe(true);
});

test.each([`${SITE}/static/emoji/1f986.png`, '/mm/static/emoji/1f986.png', 'data:image/gif;base64,R0lGODlh', 'blob:x', '', 'http://'])(
    'loading %s tells nobody',
    (address) => {
        expect(tellsSomebody(address, address === '' ? 'about:blank' : PAGE, SITE)).toBe(false);
    },
);

const stateOf = (channelId: string): KnownState => channelId as KnownState;

test('a preview loads pictures in a channel that is off, and in no other', () => {
    expect(mayLoadPicture({kind: 'composer', channelId: 'off'}, stateOf)).toBe(true);
    for (const channelId of ['on', 'off_unconfirmed', 'unknown', undefined]) {
        expect(mayLoadPicture({kind: 'composer', channelId}, stateOf)).toBe(false);
    }
});

test('the list of drafts loads pictures while every draft is of a channel that is off', () => {
    expect(mayLoadPicture({kind: 'drafts', channelIds: ['off', 'off']}, stateOf)).toBe(true);
    expect(mayLoadPicture({kind: 'drafts', channelIds: ['off', 'on']}, stateOf)).toBe(false);
    expect(mayLoadPicture({kind: 'drafts', channelIds: ['unknown']}, stateOf)).toBe(false);
});

test('what was posted loads its pictures as ever', () => {
    expect(mayLoadPicture({kind: 'elsewhere'}, () => 'on')).toBe(true);
});
