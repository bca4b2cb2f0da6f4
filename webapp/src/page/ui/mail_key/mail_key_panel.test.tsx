/** @jest-environment jsdom */
import {fireEvent, screen, waitFor} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import {mailKeyActions} from '../../../../tests/support/ui_props';
import type {MailKey} from '../../../vault/api';
import {MailKeyPanel} from './mail_key_panel';
import type {MailKeyProps, MailKeyStep} from './props';

const FINGERPRINT = '0123456789ABCDEF0123456789ABCDEF01234567';
const OTHER = 'FEDCBA9876543210FEDCBA9876543210FEDCBA98';
const ARMORED = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ\n-----END PGP PUBLIC KEY BLOCK-----';

function key(more: Partial<MailKey> = {}): MailKey {
    return {
        fingerprint: FINGERPRINT,
        userIds: ['Aino <aino@example.org>', 'Aino V.'],
        createdAtMs: Date.UTC(2025, 0, 1),
        expiresAtMs: Date.UTC(2027, 0, 1),
        encryption: {keyId: 'aabbccdd11223344', algorithm: 'Curve25519', createdAtMs: Date.UTC(2025, 0, 1)},
        source: 'hkps://keys.example.org',
        ...more,
    };
}

function draw(step: MailKeyStep, overrides: Partial<MailKeyProps> = {}) {
    const props = {...mailKeyActions(), onBack: jest.fn(), ...overrides, step};
    const {rerender} = renderUi(<MailKeyPanel {...props} />);
    return {props, show: (next: MailKeyStep) => rerender(<MailKeyPanel {...props} step={next} />)};
}

function type(text: string, field: string | RegExp): void {
    fireEvent.change(screen.getByRole('textbox', {name: field}), {target: {value: text}});
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

const KEY_FIELD = /^Fingerprint of your key/;
const DIGITS_FIELD = /^Last 16 digits/;

describe('asking for a key', () => {
    test('a whole fingerprint, as GnuPG prints it, is looked up', () => {
        const {props} = draw({kind: 'ask'});
        type('0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567', KEY_FIELD);
        fireEvent.click(button('Look up'));
        expect(props.onLookUp).toHaveBeenCalledWith(FINGERPRINT);
    });

    test('a part of one is not: any number of keys end like it', () => {
        const {props} = draw({kind: 'ask'});
        type('89ABCDEF01234567', KEY_FIELD);
        expect(screen.getByText(/neither a whole fingerprint/)).toBeTruthy();
        fireEvent.click(button('Continue'));
        expect(props.onLookUp).not.toHaveBeenCalled();
        expect(props.onRead).not.toHaveBeenCalled();
    });

    test('a pasted or chosen public key is read, and nobody is asked for it', async () => {
        const {props} = draw({kind: 'ask'}, {onReadFile: () => Promise.resolve(ARMORED)});
        fireEvent.change(screen.getByLabelText('Choose a key file'), {target: {files: [new File([ARMORED], 'key.asc')]}});
        await waitFor(() => expect(button('Continue')).toHaveProperty('disabled', false));
        fireEvent.click(button('Continue'));
        expect(props.onRead).toHaveBeenCalledWith(ARMORED);
        expect(props.onLookUp).not.toHaveBeenCalled();
    });

    test('without a key server only a key itself helps, and that is said', () => {
        const {props} = draw({kind: 'ask'}, {sources: []});
        expect(screen.queryByRole('button', {name: 'Look by my mail address'})).toBeNull();
        type(FINGERPRINT, KEY_FIELD);
        expect(screen.getByText(/a fingerprint alone finds nothing/)).toBeTruthy();
        expect(button('Look up')).toHaveProperty('disabled', true);
        expect(props.onLookUp).not.toHaveBeenCalled();
    });

    test('the key of the last mail is one click away', () => {
        const {props} = draw({kind: 'ask'}, {pinned: key()});
        fireEvent.click(button('The key of the last mail (… 0123 4567)'));
        expect(props.onLookUp).toHaveBeenCalledWith(FINGERPRINT);
    });

    test('a key server that fails is told with the way in which it did', () => {
        draw({kind: 'ask', failure: {code: 'key_server_failed', detail: 'redirected'}});
        expect(screen.getByRole('alert').textContent).toContain("pointed somewhere else, which isn't followed");
    });
});

describe('what was found', () => {
    test('all that tells a key from another is shown', () => {
        draw({kind: 'found', keys: [key()], isSuggested: false});
        const shown = screen.getByTestId('e2ee-mail-key').textContent;
        for (const word of [
            'Aino <aino@example.org>',
            'Aino V.',
            '0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567',
            'hkps://keys.example.org',
            'Jan 1, 2025',
            'Jan 1, 2027',
            'AABBCCDD11223344 (Curve25519',
        ]) {
            expect(shown).toContain(word);
        }
    });

    test('the only usable key is chosen, and sent to by its whole fingerprint', () => {
        const {props} = draw({kind: 'found', keys: [key(), key({fingerprint: OTHER, problem: 'expired'})], isSuggested: false});
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).toHaveBeenCalledWith({fingerprint: FINGERPRINT});
    });

    test.each([
        ['revoked', 'withdrawn'],
        ['expired', 'time is over'],
        ['cannot_encrypt', 'only sign'],
        ['too_weak', 'broken'],
        ['not_yet_valid', 'clock'],
    ] as const)('a key that is %s is shown with the reason, and not to be chosen', (problem, words) => {
        const {props} = draw({kind: 'found', keys: [key({problem})], isSuggested: false});
        expect(screen.getByTestId('e2ee-mail-key').textContent).toContain(words);
        expect(screen.getByRole('radio')).toHaveProperty('disabled', true);
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).not.toHaveBeenCalled();
    });

    test('of several, nothing is chosen for the member', () => {
        const {props} = draw({kind: 'found', keys: [key(), key({fingerprint: OTHER})], isSuggested: false});
        expect(button('Encrypt and send')).toHaveProperty('disabled', true);
        const [, second] = screen.getAllByRole('radio');
        fireEvent.click(second ?? document.body);
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).toHaveBeenCalledWith({fingerprint: OTHER});
    });

    test('another key than that of the last mail says so', () => {
        draw({kind: 'found', keys: [key({isChanged: true})], isSuggested: false});
        expect(screen.getByText('Not the key of the last mail.')).toBeTruthy();
    });

    test('where the code does not go along by itself, it may be typed', () => {
        const {props} = draw({kind: 'found', keys: [key()], isSuggested: false}, {sendsCode: false});
        type('ABCDE', /^Recovery code/);
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).toHaveBeenCalledWith({fingerprint: FINGERPRINT, recoveryCode: 'ABCDE'});
    });

    test('a mail server’s refusal is told as it is, as text', () => {
        draw({kind: 'found', keys: [key()], isSuggested: false, failure: {code: 'mail_failed', detail: '550 <b>no such user</b>'}});
        expect(screen.getByText('550 <b>no such user</b>')).toBeTruthy();
    });
});

describe('a suggestion by mail address', () => {
    const suggested: MailKeyStep = {kind: 'found', keys: [key()], isSuggested: true};

    test('is not used before the member typed the last digits from their own machine', () => {
        const {props} = draw(suggested);
        expect(button('Encrypt and send')).toHaveProperty('disabled', true);
        type('cdef 0123 4567', DIGITS_FIELD);
        expect(button('Encrypt and send')).toHaveProperty('disabled', true);
        type('89ab cdef 0123 4567', DIGITS_FIELD);
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).toHaveBeenCalledWith({fingerprint: FINGERPRINT, typed: '89ab cdef 0123 4567'});
    });

    test('other digits are said to be other ones', () => {
        const {props} = draw(suggested);
        type(OTHER.slice(-16), DIGITS_FIELD);
        expect(screen.getByRole('alert').textContent).toContain("aren't the last ones");
        fireEvent.click(button('Encrypt and send'));
        expect(props.onSend).not.toHaveBeenCalled();
    });

    test('the first digits are not the last ones', () => {
        draw({kind: 'found', keys: [key({fingerprint: `${'A'.repeat(20)}${'B'.repeat(20)}`})], isSuggested: true});
        type('A'.repeat(16), DIGITS_FIELD);
        expect(button('Encrypt and send')).toHaveProperty('disabled', true);
    });

    test('nobody found is said, and asks for nothing', () => {
        draw({kind: 'found', keys: [], isSuggested: true});
        expect(screen.getByText('Nobody has a key for your mail address.')).toBeTruthy();
        expect(screen.queryByRole('textbox')).toBeNull();
    });
});

test('a mail on its way says where, and what is in it', () => {
    const {props, show} = draw({kind: 'mailed', to: 'a***@example.org', hasCode: true});
    expect(screen.getByTestId('e2ee-mailed').textContent).toContain('a***@example.org');
    expect(screen.getByText(/with this mail alone you come back/)).toBeTruthy();
    show({kind: 'mailed', to: 'a***@example.org', hasCode: false});
    expect(screen.getByText(/you need your recovery code besides/)).toBeTruthy();
    fireEvent.click(button('Continue'));
    expect(props.onBack).toHaveBeenCalledTimes(1);
});
