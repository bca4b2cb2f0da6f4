import {wordsIn} from './words_in';

test('English words in any language of the host, without complaints', () => {
    expect(wordsIn('en').lockMenu()).toBe('Encryption');
    expect(wordsIn('de').lockMenu()).toBe('Encryption');
    expect(wordsIn('zh-TW').refusal({code: 'offline'})).toBe('No connection to the server. Check your connection, then try again.');
});
