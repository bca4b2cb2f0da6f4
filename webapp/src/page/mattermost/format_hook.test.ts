import type {Post} from '@mattermost/types/posts';

import {wordsIn} from '../ui';
import type {ClearPostVerdict} from './clear_posts';
import {messageWillFormat, registerFormatHook} from './format_hook';

const post = {id: 'post'} as Post;

function formatted(judge: () => ClearPostVerdict): string {
    return messageWillFormat({clearPosts: {judge}, words: () => wordsIn('en')})(post, '# words');
}

it('leaves an ordinary post as it is', () => {
    expect(formatted(() => ({kind: 'ordinary'}))).toBe('# words');
});

it('begins a clear post with the mark, in a paragraph of its own', () => {
    expect(formatted(() => ({kind: 'not_encrypted'}))).toBe('**Not encrypted, author not proved**\n\n# words');
    expect(formatted(() => ({kind: 'exempt_bot', username: 'ci_bot'}))).toBe('*Not encrypted: from the bot ci_bot*\n\n# words');
});

it('shows nothing of a text that took the place of a sealed one', () => {
    expect(formatted(() => ({kind: 'was_sealed'}))).not.toContain('words');
});

it('marks what it can not judge, and never throws', () => {
    expect(
        formatted(() => {
            throw new Error('hostile post');
        }),
    ).toMatch(/^\*\*Not encrypted/);
});

it('registers anew so that the host formats anew, with one hook at a time', () => {
    const registered = new Set<string>();
    let count = 0;
    const formatAnew = registerFormatHook(
        {
            registerMessageWillFormatHook: () => {
                const id = `hook ${++count}`;
                registered.add(id);
                return id;
            },
            unregisterComponent: (id) => registered.delete(id),
        },
        (_, message) => message,
    );
    expect([...registered]).toEqual(['hook 1']);
    formatAnew();
    formatAnew();
    expect([...registered]).toEqual(['hook 3']);
});
