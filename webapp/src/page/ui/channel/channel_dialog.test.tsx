/** @jest-environment jsdom */
import {fireEvent, screen, within} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import {setUpActions} from '../../../../tests/support/ui_props';
import type {ChannelState} from '../../../vault/api';
import type {PersonView, RefusalReason} from '../props';
import type {SetUpProps} from '../set_up/props';
import {ChannelDialog} from './channel_dialog';
import type {ChannelDialogProps} from './props';

const CHANGED_AT = Date.UTC(2026, 2, 1, 14, 30);
const ON: ChannelState = {kind: 'on', sequence: 1, changedBy: 'c'.repeat(26), changedAtMs: CHANGED_AT};
const OFF_UNCONFIRMED: ChannelState = {kind: 'off_unconfirmed', sequence: 2, changedBy: 'c'.repeat(26), changedAtMs: CHANGED_AT};

beforeAll(openDialogsInJsdom);

function person(username: string, rest: Partial<PersonView> = {}): PersonView {
    return {userId: username, username, displayName: username, key: 'ready', isYou: false, ...rest};
}

const NINE = [
    person('aino', {isYou: true, displayName: 'Aino Virtanen'}),
    ...['b', 'c', 'd', 'e', 'f', 'g'].map((name) => person(name)),
    person('yuki', {key: 'no_key'}),
    person('zoe', {key: 'no_key', isRemote: true}),
];

function setUp(overrides: Partial<SetUpProps> = {}): SetUpProps {
    return {
        ...setUpActions(),
        step: {kind: 'create'},
        ...overrides,
    };
}

function draw(overrides: Partial<ChannelDialogProps> = {}) {
    const props: ChannelDialogProps = {
        channelName: 'Board',
        channelKind: 'private',
        channel: {kind: 'off'},
        people: {kind: 'ready', value: NINE},
        permission: {kind: 'ready', value: {maySwitchOn: true, maySwitchOff: true}},
        own: 'active',
        mentionsInPlaceholder: true,
        isBusy: false,
        onEncrypt: jest.fn(),
        onStopEncrypting: jest.fn(),
        onConfirmOff: jest.fn(),
        onConfirmMissing: jest.fn(),
        onRetry: jest.fn(),
        onClose: jest.fn(),
        ...overrides,
    };
    const {rerender} = renderUi(<ChannelDialog {...props} />);
    return {props, show: (next: Partial<ChannelDialogProps>) => rerender(<ChannelDialog {...props} {...next} />)};
}

function button(name: string | RegExp): HTMLElement {
    return screen.getByRole('button', {name});
}

function shownPeople(): string[] {
    return screen.getAllByTestId('e2ee-person').map((row) => row.dataset.person ?? '');
}

describe('a channel that is not encrypted', () => {
    test('says who will be able to read, who lacks a key, and what stays open', () => {
        draw();
        expect(screen.getByRole('dialog', {name: "This channel isn't encrypted"})).toBeTruthy();
        expect(screen.getByText('7 of 9 have keys')).toBeTruthy();
        for (const open of ['already here', 'Files', 'Reactions', 'Who writes', '@mention']) {
            expect(screen.getAllByRole('listitem').some((item) => item.textContent?.includes(open))).toBe(true);
        }
    });

    test('does not speak of @names where the administrator keeps them out', () => {
        draw({mentionsInPlaceholder: false});
        expect(screen.queryByText(/@mention/)).toBeNull();
    });

    test('a long list is collapsed, never hiding those without a key', () => {
        draw();
        expect(shownPeople()).toHaveLength(6);
        expect(shownPeople().slice(0, 2)).toEqual(['yuki', 'zoe']);
        fireEvent.click(button('Show all 9'));
        expect(shownPeople()).toHaveLength(9);
        fireEvent.click(button('Show fewer'));
        expect(shownPeople()).toHaveLength(6);
    });

    test('names what is particular about a person', () => {
        draw();
        fireEvent.click(button('Show all 9'));
        const [, zoe] = screen.getAllByTestId('e2ee-person');
        expect(zoe?.textContent).toBe('zoeother serverno key yet');
        expect(screen.getByText('Aino Virtanen').closest('li')?.textContent).toBe('Aino Virtanen @ainoyouhas a key');
    });

    test('says so when nobody else could read', () => {
        draw({people: {kind: 'ready', value: [person('aino', {isYou: true}), person('bob', {key: 'no_key'})]}});
        expect(screen.getByText(/^Nobody else has keys yet/)).toBeTruthy();
    });

    test('encrypts on one click', () => {
        const {props} = draw();
        fireEvent.click(button('Encrypt this channel'));
        expect(props.onEncrypt).toHaveBeenCalledTimes(1);
    });

    test('speaks of a conversation in a direct message', () => {
        draw({channelKind: 'direct'});
        expect(button('Encrypt this conversation')).toBeTruthy();
    });

    test('encrypts nothing before the people are known', () => {
        const {props} = draw({people: {kind: 'loading'}});
        fireEvent.click(button('Encrypt this channel'));
        expect(props.onEncrypt).not.toHaveBeenCalled();
    });

    test('while it is being switched, nothing can be pressed twice or closed', () => {
        const {props} = draw({isBusy: true});
        fireEvent.click(button('Encrypting…'));
        pressEscape(screen.getByRole('dialog'));
        expect(props.onEncrypt).not.toHaveBeenCalled();
        expect(props.onClose).not.toHaveBeenCalled();
    });

    test('a failure to find out is said, and asked again on request', () => {
        const {props} = draw({people: {kind: 'failed', failure: {code: 'offline'}}});
        expect(screen.getByRole('alert').textContent).toContain('No connection');
        fireEvent.click(button('Try again'));
        expect(props.onRetry).toHaveBeenCalledTimes(1);
    });

    test('a failure to switch is said beside the button', () => {
        draw({failure: {code: 'conflict'}});
        expect(screen.getByRole('alert').textContent).toContain('Somebody else was faster');
        expect(button('Encrypt this channel')).toBeTruthy();
    });

    test.each<[RefusalReason, RegExp]>([
        ['not_permitted', /aren't allowed/],
        ['public_channel', /Public channels/],
        ['has_guests', /guests/],
        ['too_large', /more members/],
        ['shared_channel', /another server/],
        ['too_often', /as often as a channel allows/],
    ])('refused as %s, it says why and offers no switch', (reason, words) => {
        draw({permission: {kind: 'ready', value: {maySwitchOn: false, maySwitchOff: false, reason}}});
        expect(screen.getByText(words)).toBeTruthy();
        expect(screen.queryByRole('button', {name: /Encrypt/})).toBeNull();
    });

    test('while the permission is not known, no switch is offered', () => {
        draw({permission: {kind: 'loading'}});
        expect(screen.queryByRole('button', {name: /Encrypt/})).toBeNull();
    });
});

describe('without keys in this browser', () => {
    test('set-up happens in the same dialog and comes back to the question', () => {
        const {show} = draw({own: 'absent', setUp: setUp()});
        expect(screen.queryByRole('button', {name: /Encrypt/})).toBeNull();
        const dialog = screen.getByRole('dialog');

        fireEvent.click(button('Set up my keys'));
        expect(screen.getByRole('dialog', {name: 'Set up your keys'})).toBe(dialog);

        show({own: 'active', setUp: setUp({step: {kind: 'done'}})});
        expect(screen.getByRole('dialog', {name: "This channel isn't encrypted"})).toBe(dialog);
        expect(button('Encrypt this channel')).toHaveProperty('disabled', false);
    });

    test('cancelling set-up leads back to the channel and closes nothing', () => {
        const onClose = jest.fn();
        const {props} = draw({own: 'absent', setUp: setUp({onClose})});
        fireEvent.click(button('Set up my keys'));
        fireEvent.click(button('Cancel'));
        expect(onClose).toHaveBeenCalledTimes(1);
        expect(screen.getByRole('dialog', {name: "This channel isn't encrypted"})).toBeTruthy();
        expect(props.onClose).not.toHaveBeenCalled();
    });

    test('published elsewhere, it speaks of restoring', () => {
        draw({own: 'elsewhere', setUp: setUp({step: {kind: 'restore', needsCode: false}})});
        fireEvent.click(button('Restore my keys'));
        expect(screen.getByRole('textbox', {name: /^Recovery code/})).toBeTruthy();
    });

    test('an encrypted channel offers set-up too', () => {
        draw({channel: ON, own: 'absent', setUp: setUp()});
        fireEvent.click(button('Set up my keys'));
        expect(screen.getByTestId('e2ee-set-up').dataset.step).toBe('create');
    });
});

describe('where this browser can’t look at the member’s keys', () => {
    test('it says why and what to do, and switches nothing', () => {
        const onAction = jest.fn();
        draw({own: 'failed', ownFailure: {code: 'vault_gone'}, onAction});
        expect(screen.getByTestId('e2ee-notice').dataset.code).toBe('vault_gone');
        expect(button('Encrypt this channel')).toHaveProperty('disabled', true);
        fireEvent.click(button('Reload the page'));
        expect(onAction).toHaveBeenCalledWith('reload');
    });

    test('keys that were replaced elsewhere are named as that', () => {
        draw({channel: ON, own: 'conflict'});
        expect(screen.getByRole('alert').textContent).toContain("aren't the ones in this browser");
        expect(button('Stop encrypting')).toHaveProperty('disabled', true);
    });

    test('keys that were made anew elsewhere can be restored, in words of their own', () => {
        draw({channel: ON, own: 'replaced', setUp: setUp({step: {kind: 'restore', needsCode: false}})});
        expect(screen.getByRole('alert').textContent).toContain('If you made them in another browser');
        fireEvent.click(button('Restore my keys'));
        expect(screen.getByTestId('e2ee-set-up').dataset.step).toBe('restore');
    });

    test('with keys in order it says nothing', () => {
        draw();
        expect(screen.queryByTestId('e2ee-notice')).toBeNull();
    });
});

describe('an encrypted channel', () => {
    test('says who switched it on, when, and who can read', () => {
        draw({channel: ON, changedByName: '@carla'});
        expect(screen.getByRole('dialog', {name: 'This channel is encrypted'})).toBeTruthy();
        expect(screen.getByText(/^Switched on by/).textContent).toMatch(/@carla on Mar 1, 2026/);
        expect(screen.getByText('7 of 9 have keys')).toBeTruthy();
    });

    test('stops only after saying what follows', () => {
        const {props, show} = draw({channel: ON});
        fireEvent.click(button('Stop encrypting'));
        expect(props.onStopEncrypting).not.toHaveBeenCalled();

        const dialog = screen.getByRole('dialog', {name: 'Stop encrypting?'});
        expect(within(dialog).getByText(/plain text/)).toBeTruthy();
        fireEvent.click(button('Stop encrypting'));
        expect(props.onStopEncrypting).toHaveBeenCalledTimes(1);

        show({channel: {kind: 'off'}});
        expect(screen.getByRole('dialog', {name: "This channel isn't encrypted"})).toBeTruthy();
    });

    test('thinking better of it leaves everything as it was', () => {
        const {props} = draw({channel: ON});
        fireEvent.click(button('Stop encrypting'));
        fireEvent.click(button('Back'));
        expect(screen.getByRole('dialog', {name: 'This channel is encrypted'})).toBeTruthy();
        expect(props.onStopEncrypting).not.toHaveBeenCalled();
    });

    test('those who may not stop it see why, and no button', () => {
        draw({channel: ON, permission: {kind: 'ready', value: {maySwitchOn: true, maySwitchOff: false, reason: 'not_permitted'}}});
        expect(screen.getByText(/aren't allowed/)).toBeTruthy();
        expect(screen.queryByRole('button', {name: /Stop/})).toBeNull();
    });
});

describe('in doubt', () => {
    test('an unknown state says why, offers to ask again, and no switch of any kind', () => {
        const {props} = draw({channel: {kind: 'unknown', code: 'policy_contradicts'}});
        expect(screen.getByRole('dialog', {name: /^It isn't known/})).toBeTruthy();
        expect(screen.getByRole('alert').textContent).toContain('The server contradicts');
        expect(screen.queryByRole('button', {name: /encrypt/i})).toBeNull();
        fireEvent.click(button('Try again'));
        expect(props.onRetry).toHaveBeenCalledTimes(1);
    });

    test('a sealed post against the server’s word: both readings, and agreement in so many words', () => {
        const {props, show} = draw({channel: {kind: 'unknown', code: 'policy_contradicts', disputed: 3}});
        expect(screen.getByText(/hides that this is encrypted/)).toBeTruthy();
        pressEscape(screen.getByRole('dialog'));
        fireEvent.click(button('Try again'));
        expect(props.onConfirmMissing).not.toHaveBeenCalled();
        fireEvent.click(button('I understand, go by what the server says'));
        expect(props.onConfirmMissing).toHaveBeenCalledTimes(1);

        show({channel: {kind: 'unknown', code: 'policy_contradicts'}});
        expect(screen.queryByRole('button', {name: /I understand/})).toBeNull();
    });

    test('an unknown state offers what its reason asks for', () => {
        const onAction = jest.fn();
        const {show} = draw({channel: {kind: 'unknown', code: 'vault_gone'}, onAction});
        fireEvent.click(button('Reload the page'));
        expect(onAction).toHaveBeenCalledWith('reload');

        show({channel: {kind: 'unknown', code: 'not_set_up'}, own: 'absent', setUp: setUp()});
        fireEvent.click(button('Set up or restore keys'));
        expect(screen.getByTestId('e2ee-set-up').dataset.step).toBe('create');
    });

    test.each(['insecure_context', 'unsupported_browser'] as const)('%s: asking again is not offered, since it can not help', (code) => {
        const {props} = draw({channel: {kind: 'unknown', code}, own: 'failed', ownFailure: undefined});
        expect(screen.queryByRole('button', {name: 'Try again'})).toBeNull();
        const [close] = screen.getAllByRole('button', {name: 'Close'}).filter(({className}) => className.includes('--primary'));
        fireEvent.click(close ?? document.body);
        expect(props.onClose).toHaveBeenCalledTimes(1);
    });

    test('switched off: who, when, and agreement in so many words', () => {
        const {props} = draw({channel: OFF_UNCONFIRMED, changedByName: '@mallory'});
        expect(screen.getByText(/switched off encryption in/).textContent).toMatch(/^@mallory .* Board on Mar 1, 2026/);
        pressEscape(screen.getByRole('dialog'));
        expect(props.onConfirmOff).not.toHaveBeenCalled();
        fireEvent.click(button('I understand, send unencrypted from now on'));
        expect(props.onConfirmOff).toHaveBeenCalledTimes(1);
    });

    test('a channel’s name is text, whatever it is', () => {
        draw({channel: OFF_UNCONFIRMED, channelName: '<b>{name}</b>'});
        expect(screen.getByText('<b>{name}</b>')).toBeTruthy();
    });
});
