/**
 * @jest-environment jsdom
 */
import {act, fireEvent, screen} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {renderUi} from '../../../../tests/support/render_ui';
import type {ChannelState, OwnBackup, OwnState} from '../../../vault/api';
import {Subject} from '../observable';
import {localChoices} from '../local_choices';
import {OwnBackupView} from '../own_backup';
import type {Page} from '../page';
import {KeyBannerContainer} from './key_banner';

const NOW = 1_000_000_000_000;
const DAY = 86_400_000;
const on: ChannelState = {kind: 'on', sequence: 1, changedBy: 'ann', changedAtMs: 1};
const active: OwnState = {kind: 'active', generation: 0, recordHash: 'h'};
const BACKUP: OwnBackup = {kind: 'own_backup', isPersistent: true, fingerprint: 'ab12', generation: 0, hasWayBack: true};

beforeAll(() => jest.useFakeTimers());
afterAll(() => jest.useRealTimers());

/** Reminders are due from `remindsAtMs` on; it is always `NOW`. */
async function draw(channel: ChannelState, own: OwnState, backup: OwnBackup = BACKUP, remindsAtMs?: number) {
    const dialog = {set: jest.fn()};
    const choices = localChoices({getItem: () => null, setItem: jest.fn(), removeItem: jest.fn()});
    if (remindsAtMs !== undefined) {
        choices.setRemindsAt(remindsAtMs);
    }
    const page = {
        account: {own: new Subject(own)},
        backup: new OwnBackupView({ownBackup: () => Promise.resolve(backup)}),
        choices,
        dialog,
        nowMs: () => NOW,
        states: {subscribe: () => () => undefined, get: () => channel},
    } as unknown as Page;
    const state = {entities: {channels: {currentChannelId: 'channel'}}};
    renderUi(
        <Provider store={createStore(() => state)}>
            <KeyBannerContainer page={page} />
        </Provider>,
    );
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    return {choices, dialog, banner: () => screen.queryByTestId('e2ee-banner')};
}

it.each<[OwnState, string]>([
    [{kind: 'absent'}, 'absent'],
    [{kind: 'pending', isReset: false}, 'pending'],
    [{kind: 'elsewhere', generation: 0}, 'elsewhere'],
    [{kind: 'behind', generation: 0, published: 1}, 'behind'],
    [{kind: 'replaced'}, 'replaced'],
])('in an encrypted channel, %j leads to set-up', async (own, reason) => {
    const {dialog, banner} = await draw(on, own);
    expect(banner()?.dataset['banner']).toBe(reason);
    fireEvent.click(screen.getByRole('button'));
    expect(dialog.set).toHaveBeenCalledWith({kind: 'set_up'});
});

it.each<[ChannelState, OwnState]>([
    [on, active],
    [{kind: 'off'}, {kind: 'absent'}],
    [{kind: 'unknown', code: 'offline'}, {kind: 'absent'}],
    [on, {kind: 'failed', code: 'offline'}],
    [on, {kind: 'conflict', code: 'chain_invalid'}],
])('says nothing in %j with %j', async (channel, own) => {
    expect((await draw(channel, own)).banner()).toBeNull();
});

it('keys that the browser may drop are reminded of from the day after on', async () => {
    const {choices, banner} = await draw(on, active, {...BACKUP, isPersistent: false});
    expect(banner()).toBeNull();
    expect(choices.remindsAtMs.get()).toBe(NOW + DAY);
});

it('a reminder that is put off comes again a week later', async () => {
    const {choices, dialog, banner} = await draw(on, active, {...BACKUP, isPersistent: false}, NOW);
    expect(banner()?.dataset['banner']).toBe('unchecked');
    fireEvent.click(screen.getByRole('button', {name: 'Check my backup'}));
    expect(dialog.set).toHaveBeenCalledWith({kind: 'backup', task: 'check'});
    fireEvent.click(screen.getByRole('button', {name: 'Dismiss'}));
    expect(banner()).toBeNull();
    expect(choices.remindsAtMs.get()).toBe(NOW + 7 * DAY);
});

it('a backup that was checked is not', async () => {
    expect((await draw(on, active, {...BACKUP, isPersistent: false, checkedAtMs: 1}, NOW)).banner()).toBeNull();
});
