/**
 * @jest-environment jsdom
 */
import type {HostStore} from './state';
import {keepingTyped} from './typed_meanwhile';

const PLACE = {channelId: 'here', rootId: ''};
const store = {
    getState: () => ({entities: {channels: {currentChannelId: 'here'}, posts: {posts: {}}, teams: {currentTeamId: 'team'}}, views: {}}),
} as unknown as HostStore;

/** The box of the channel, with `text` on its way. */
function boxWith(text: string): HTMLTextAreaElement {
    document.body.innerHTML = '<textarea id="post_textbox"></textarea>';
    const box = document.getElementById('post_textbox') as HTMLTextAreaElement;
    box.value = text;
    return box;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each([
    ['more words', 'hello', 'hello and more', ' and more'],
    ['another text in its place', 'hello', 'the next one', 'the next one'],
])('%s, typed while a post is sealed, stay after the host has emptied the box', async (_what, sent, typed, kept) => {
    const box = boxWith(sent);
    const sealed = await keepingTyped(store, PLACE, () => {
        box.value = typed;
        return Promise.resolve('sealed');
    });
    expect(sealed).toBe('sealed');
    jest.advanceTimersByTime(100);
    expect(box.value).toBe(typed);

    box.value = '';
    box.value = '!';
    jest.advanceTimersByTime(100);
    expect(box.value).toBe(`${kept}!`);
});

test('nothing is brought back where nothing was typed', async () => {
    const box = boxWith('hello');
    await keepingTyped(store, PLACE, () => Promise.resolve('sealed'));
    box.value = '';
    jest.advanceTimersByTime(5000);
    expect(box.value).toBe('');
});

test('a post that is not sent leaves the box to the host', async () => {
    const box = boxWith('hello');
    const typing = (outcome: () => Promise<string | undefined>) =>
        keepingTyped(store, PLACE, () => {
            box.value = 'hello and more';
            return outcome();
        });
    await expect(typing(() => Promise.resolve(undefined))).resolves.toBeUndefined();
    await expect(typing(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    box.value = '';
    jest.advanceTimersByTime(5000);
    expect(box.value).toBe('');
});
