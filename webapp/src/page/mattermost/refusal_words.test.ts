import {wordsIn} from '../ui';
import {refusalWords} from './refusal_words';

const words = wordsIn('en');

it.each([
    ['/posts/abc/patch', 'edit'],
    ['/posts/abc', 'edit'],
    ['/posts/abc/restore/def', 'edit'],
    ['/posts/schedule', 'schedule'],
    ['/posts/schedule/abc', 'schedule'],
    ['/files', 'file'],
    ['/uploads', 'file'],
    ['/commands/execute', 'command'],
] as const)('%s is refused as %s', (path, feature) => {
    expect(refusalWords(words, 'not_supported_here', path)).toBe(words.unsupported(feature));
});

it('names a failure of the place where that is the reason', () => {
    expect(refusalWords(words, 'offline', '/files')).toBe(words.refusal({code: 'offline'}));
    expect(refusalWords(words, 'not_supported_here', '/posts/rewrite/x/y')).toBe(words.refusal({code: 'not_supported_here'}));
});
