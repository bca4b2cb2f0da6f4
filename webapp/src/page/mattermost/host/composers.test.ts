/**
 * @jest-environment jsdom
 */
import {focusedChannel, openChannels, placeOfPicture, putBack, wake} from './composers';
import type {HostState, HostStore} from './state';

function page({drafts = {}, threadOpen = true}: {drafts?: Record<string, unknown>; threadOpen?: boolean} = {}) {
    document.body.innerHTML = `
        <div class="AdvancedTextEditor"><textarea id="post_textbox"></textarea></div>
        <div id="rhsContainer"><div class="AdvancedTextEditor"><textarea id="reply_textbox"></textarea></div></div>
        <input id="search">`;
    const dispatched: unknown[] = [];
    const state = {
        entities: {
            channels: {currentChannelId: 'here'},
            posts: {posts: {root: {channel_id: 'thread-channel'}}},
            teams: {currentTeamId: 'team'},
        },
        views: {rhs: {isSidebarOpen: threadOpen, selectedPostId: 'root'}},
        storage: {storage: Object.fromEntries(Object.entries(drafts).map(([key, value]) => [key, {value}]))},
    };
    const store = {getState: () => state, dispatch: (action: unknown) => dispatched.push(action)} as unknown as HostStore;
    const box = (id: string) => document.getElementById(id) as HTMLTextAreaElement;
    return {store, dispatched, box, focusOn: (id: string) => document.getElementById(id)?.focus()};
}

describe('the channel of the message box in use', () => {
    it('is the one in the middle, or the one of the thread', () => {
        const {store, focusOn} = page();
        focusOn('post_textbox');
        expect(focusedChannel(store.getState())).toBe('here');
        focusOn('reply_textbox');
        expect(focusedChannel(store.getState())).toBe('thread-channel');
    });

    it('is none where another box has the focus', () => {
        const {store, focusOn} = page();
        focusOn('search');
        expect(focusedChannel(store.getState())).toBeUndefined();
    });
});

it('knows the channels of all message boxes that are open', () => {
    expect(openChannels(page().store.getState())).toEqual(['here', 'thread-channel']);
    expect(openChannels(page({threadOpen: false}).store.getState())).toEqual(['here']);
});

describe('putting a text back', () => {
    it('types it into the box that is shown, as a member would', () => {
        const {store, box, dispatched} = page();
        const typed = jest.fn();
        box('post_textbox').addEventListener('input', typed);
        expect(putBack(store, {channelId: 'here', rootId: ''}, 'words')).toBe(true);
        expect(box('post_textbox').value).toBe('words');
        expect(typed).toHaveBeenCalledTimes(1);
        expect(dispatched).toEqual([]);

        expect(putBack(store, {channelId: 'thread-channel', rootId: 'root'}, 'reply')).toBe(true);
        expect(box('reply_textbox').value).toBe('reply');
    });

    it('never overwrites another text', () => {
        const {store, box} = page();
        box('post_textbox').value = 'another';
        expect(putBack(store, {channelId: 'here', rootId: ''}, 'words')).toBe(false);
        expect(box('post_textbox').value).toBe('another');
    });

    it('makes it the draft of a place that is not shown', () => {
        const {store, dispatched} = page({threadOpen: false});
        expect(putBack(store, {channelId: 'elsewhere', rootId: ''}, 'words')).toBe(true);
        expect(putBack(store, {channelId: 'thread-channel', rootId: 'root'}, 'reply')).toBe(true);
        expect(dispatched).toMatchObject([
            {type: 'SET_GLOBAL_ITEM', data: {name: 'draft_elsewhere', value: {message: 'words', channelId: 'elsewhere', rootId: ''}}},
            {type: 'SET_GLOBAL_ITEM', data: {name: 'comment_draft_root', value: {message: 'reply'}}},
        ]);
    });

    it.each([{message: 'another'}, {message: '', fileInfos: [{}]}])('leaves a draft alone that holds something: %j', (draft) => {
        const {store, dispatched} = page({drafts: {draft_elsewhere: draft}});
        expect(putBack(store, {channelId: 'elsewhere', rootId: ''}, 'words')).toBe(false);
        expect(dispatched).toEqual([]);
    });

    it('takes a draft of nothing but blanks for none', () => {
        const {store} = page({drafts: {draft_elsewhere: {message: ' \n', fileInfos: []}}});
        expect(putBack(store, {channelId: 'elsewhere', rootId: ''}, 'words')).toBe(true);
    });
});

it('wakes a box by a keystroke that changes nothing', () => {
    const {store, box} = page();
    const seen: string[] = [];
    box('post_textbox').value = 'words';
    box('post_textbox').addEventListener('input', () => seen.push(box('post_textbox').value));
    wake(store.getState(), {channelId: 'here', rootId: ''});
    expect(seen).toEqual(['words ', 'words']);
    expect(box('post_textbox').value).toBe('words');
});

describe('the place of a picture', () => {
    const placeOf = (selector: string, state: HostState) => {
        const picture = document.createElement('img');
        document.querySelector(selector)?.appendChild(picture);
        return placeOfPicture(picture, state);
    };

    it('is the channel of the composer or edit box that it is a preview of', () => {
        const {store} = page();
        for (const editor of document.querySelectorAll('.AdvancedTextEditor')) {
            editor.insertAdjacentHTML('beforeend', '<div class="textbox-preview-area"></div>');
        }
        expect(placeOf('.textbox-preview-area', store.getState())).toEqual({kind: 'composer', channelId: 'here'});
        expect(placeOf('#rhsContainer .textbox-preview-area', store.getState())).toEqual({kind: 'composer', channelId: 'thread-channel'});
    });

    it('is any of the channels that have a draft, in the list of drafts', () => {
        const {store} = page({
            drafts: {draft_a: {channelId: 'a'}, comment_draft_root: {channelId: 'b'}, draft_broken: undefined, recent: {channelId: 'c'}},
        });
        document.body.insertAdjacentHTML('beforeend', '<div class="DraftPanelBody"></div>');
        expect(placeOf('.DraftPanelBody', store.getState())).toEqual({kind: 'drafts', channelIds: ['a', 'b']});
    });

    it('is elsewhere in a post', () => {
        const {store} = page();
        expect(placeOf('body', store.getState())).toEqual({kind: 'elsewhere'});
    });
});
