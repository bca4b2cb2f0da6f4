import {createIntl} from 'react-intl';

import en from '../../../i18n/en.json';
import {ENVIRONMENT_CODES, PROTOCOL_CODES} from '../../../lib/errors';
import {failureAction, failureWords, postSituation} from './failures';
import {sayWith} from './messages';

const CODES = [...PROTOCOL_CODES, ...ENVIRONMENT_CODES];
const say = sayWith(createIntl({locale: 'en', messages: en}));

/** What only the people who build this would understand. */
const JARGON =
    /\b(?:cbor|envelope|ciphertext|decrypt|ecdh|hash|indexeddb|worker|schema|vault|payload|invariant|null|undefined|json|api|http)\b/i;

describe.each(CODES)('words for %s', (code) => {
    test('there are a title and an advice, both written for it', () => {
        expect(en).toHaveProperty([`e2ee.failure.${code}.title`]);
        expect(en).toHaveProperty([`e2ee.failure.${code}.advice`]);
        const {title, advice} = failureWords(say, {code});
        expect(title).toMatch(/^\p{Lu}/u);
        expect(title).not.toMatch(/[.!]$/);
        expect(advice).toMatch(/^\p{Lu}.*\.$/u);
    });

    test('they speak plainly', () => {
        const {title, advice} = failureWords(say, {code});
        expect(`${title} ${advice}`).not.toMatch(JARGON);
        expect(`${title} ${advice}`).not.toContain(code.includes('_') ? code : '{');
    });

    test('a button is offered only for what the advice says', () => {
        const {advice} = failureWords(say, {code});
        const said = {reload: /reload/i, retry: /try again/i, set_up: /set (?:them )?up|restore/i};
        const action = failureAction(code);
        expect(advice).toMatch(action ? said[action] : /./);
    });
});

test('no message is left over from a code that is gone', () => {
    const known = new Set<string>(CODES.flatMap((code) => [`e2ee.failure.${code}.title`, `e2ee.failure.${code}.advice`]));
    const present = Object.keys(en).filter((id) => id.startsWith('e2ee.failure.'));
    expect(present.filter((id) => !known.has(id))).toEqual([]);
});

test('the wrong group of a recovery code is named where it is known', () => {
    expect(failureWords(say, {code: 'code_group', group: 3}).title).toBe('There is a typing error in group 3');
    expect(failureWords(say, {code: 'code_group'}).title).toBe('There is a typing error');
});

test('what may be somebody cheating never looks like damage or like somebody else’s post', () => {
    expect(postSituation('not_a_recipient')).toBe('not_for_you');
    expect(postSituation('key_missing')).toBe('no_key');
    for (const code of ['signature_invalid', 'author_mismatch', 'props_forbidden', 'sender_unknown', 'commitment_mismatch'] as const) {
        expect(postSituation(code)).toBe('not_proved');
    }
    expect(postSituation('channel_mismatch')).toBe('misplaced');
    expect(postSituation('thread_mismatch')).toBe('misplaced');
    expect(postSituation('decrypt_failed')).toBe('damaged');
    expect(postSituation('offline')).toBe('not_now');
});
