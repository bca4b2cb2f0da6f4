import {createIntl} from 'react-intl';

import en from '../../../i18n/en.json';
import {words} from './words';
import type {CommandAnswer, StatusAnswer} from './words';

const say = words(createIntl({locale: 'en', messages: en, timeZone: 'UTC', onError: raise}));
const CHANGED = {sequence: 2, changedBy: 'a'.repeat(26), changedAtMs: Date.UTC(2026, 2, 1, 14, 30)};

function raise(error: unknown): never {
    throw error;
}

function status(answer: Omit<StatusAnswer, 'kind'>): string {
    return say.command({kind: 'status', ...answer});
}

describe('the lock’s name', () => {
    test('differs in each state, and none but "off" sounds like off', () => {
        const names = (['off', 'on', 'unknown', 'off_unconfirmed'] as const).map((state) => say.lock(state));
        expect(new Set(names).size).toBe(4);
        expect(say.lock('off')).toBe('Encryption: Not encrypted');
        expect(say.lock('unknown')).not.toContain('Not encrypted');
    });
});

describe('refusals in one line', () => {
    test('say what is wrong and what to do', () => {
        expect(say.refusal({code: 'members_unavailable'})).toBe(
            "The list of members isn't complete. Nothing is sent until it is. Try again in a moment.",
        );
    });

    test('a file is refused without talk of a text that may not be there', () => {
        expect(say.unsupported('schedule')).toContain('Your text is still here');
        expect(say.unsupported('file')).not.toContain('Your text');
    });

    test.each(['file', 'edit', 'schedule', 'burn_on_read', 'command'] as const)('%s is refused in words of its own', (feature) => {
        expect(say.unsupported(feature)).toMatch(/^\p{Lu}.*\.$/u);
    });
});

describe('answers to slash commands', () => {
    test('help lists every command', () => {
        for (const command of ['init', 'start', 'stop', 'status', 'help']) {
            expect(say.command({kind: 'help'})).toContain(`\`/e2ee ${command}\``);
        }
    });

    test('a wrong command is named and answered with help', () => {
        const answer = say.command({kind: 'unknown', word: 'strat'});
        expect(answer).toContain('`/e2ee strat`');
        expect(answer).toContain('`/e2ee start`');
    });

    test('a wrong command that can not be shown again is answered with help all the same', () => {
        const answer = say.command({kind: 'unknown', word: undefined});
        expect(answer).toMatch(/^This isn't how/);
        expect(answer).toContain('`/e2ee start`');
    });

    test.each<CommandAnswer['kind']>(['already_set_up', 'already_on', 'already_off', 'started', 'stopped', 'set_up_first'])(
        '%s is one sentence or two',
        (kind) => {
            expect(say.command({kind} as CommandAnswer)).toMatch(/^\p{Lu}.*\.$/u);
        },
    );

    test('a refusal and a failure are said as in the dialog', () => {
        expect(say.command({kind: 'refused', reason: 'has_guests'})).toContain('guests');
        expect(say.command({kind: 'failed', failure: {code: 'offline'}})).toContain('No connection');
    });
});

describe('/e2ee status', () => {
    test('names who switched it on, who has keys and who has not', () => {
        const answer = status({
            channel: {kind: 'on', ...CHANGED},
            changedByName: '@carla',
            own: 'active',
            people: {ready: 7, total: 9, namesWithoutKey: ['@bob', '@eve']},
        });
        expect(answer).toContain('**encrypted**, switched on by @carla on Mar 1, 2026');
        expect(answer).toContain('7 of 9 have keys.');
        expect(answer).toContain('No key yet: @bob and @eve.');
        expect(answer).toContain('Your keys are in this browser.');
    });

    test('says nothing of people where nothing is known of them', () => {
        expect(status({channel: {kind: 'off'}, own: 'absent'})).toBe(
            "This channel **isn't encrypted**.\nYou have no keys yet. Type `/e2ee init` to set them up.",
        );
    });

    test('an unknown state comes with its reason and never as "not encrypted"', () => {
        const answer = status({channel: {kind: 'unknown', code: 'policy_contradicts'}, own: 'active'});
        expect(answer).toContain("**isn't known**");
        expect(answer).toContain('The server contradicts');
        expect(answer).not.toContain("isn't encrypted");
    });

    test('names nobody where the switcher is gone', () => {
        expect(status({channel: {kind: 'off_unconfirmed', ...CHANGED}, own: 'behind'})).toContain('**switched off** by somebody');
    });
});
