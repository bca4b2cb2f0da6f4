/**
 * @jest-environment jsdom
 */
import {act, fireEvent, screen} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {clickAndSettle, openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import type {OwnBackup, OwnState, Vault} from '../../../vault/api';
import type {BackupTask} from '../../ui';
import {Subject} from '../observable';
import {OwnBackupView} from '../own_backup';
import type {Page} from '../page';
import {BackupDialogContainer} from './backup_dialog';

const active: OwnState = {kind: 'active', generation: 0, recordHash: 'h'};
const renewed: OwnState = {kind: 'active', generation: 1, recordHash: 'i'};
const BACKUP: OwnBackup = {kind: 'own_backup', isPersistent: true, fingerprint: 'ab12', generation: 0, hasWayBack: true};

beforeAll(openDialogsInJsdom);

async function open(task: BackupTask, answers: Partial<Vault>) {
    const state = {entities: {users: {currentUserId: 'alice', profiles: {alice: {username: 'alice'}}}}};
    const own = new Subject<OwnState>(active);
    const vault = {ownBackup: jest.fn(() => Promise.resolve(BACKUP)), ...answers} as unknown as Vault;
    const page = {
        account: {own},
        backup: new OwnBackupView(vault),
        settings: {shown: new Subject(undefined)},
        vault,
        nowMs: () => 7,
    } as unknown as Page;
    renderUi(
        <Provider store={createStore(() => state)}>
            <BackupDialogContainer page={page} task={task} onClose={jest.fn()} />
        </Provider>,
    );
    await act(() => Promise.resolve());
    return {own, vault};
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

function type(text: string): void {
    fireEvent.change(screen.getByRole('textbox'), {target: {value: text}});
}

function step(): string | undefined {
    return screen.getByTestId('e2ee-backup-step').dataset['step'];
}

it('checks what was given, says whether it opens, and asks anew how the backup stands', async () => {
    const checkBackup = jest.fn<ReturnType<Vault['checkBackup']>, Parameters<Vault['checkBackup']>>(() =>
        Promise.resolve({kind: 'checked', opens: true}),
    );
    const {vault} = await open('check', {checkBackup});
    const asked = jest.mocked(vault.ownBackup).mock.calls.length;
    type('ABCDE');
    await clickAndSettle(button('Check'));
    expect(checkBackup).toHaveBeenCalledWith({kind: 'code', recoveryCode: 'ABCDE'}, 7);
    expect(screen.getByTestId('e2ee-checked').dataset['opens']).toBe('true');
    expect(jest.mocked(vault.ownBackup).mock.calls.length).toBe(asked + 1);
});

it('a wrong code is named, and what was typed stays', async () => {
    await open('check', {checkBackup: () => Promise.resolve({kind: 'failed', code: 'code_wrong'})});
    type('ABCDE');
    await clickAndSettle(button('Check'));
    expect(step()).toBe('check');
    expect(screen.getByTestId('e2ee-failure').dataset['code']).toBe('code_wrong');
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'ABCDE');
});

it('renewing puts the new key into use', async () => {
    const {own} = await open('renew', {rotate: () => Promise.resolve({kind: 'own', own: renewed})});
    await clickAndSettle(button('Renew my key'));
    expect(step()).toBe('renewed');
    expect(own.get()).toEqual(renewed);
});

it('a renewal that failed leaves the key as it is, and may be tried again', async () => {
    const {own} = await open('renew', {rotate: () => Promise.resolve({kind: 'failed', code: 'offline'})});
    await clickAndSettle(button('Renew my key'));
    expect(step()).toBe('renew');
    expect(screen.getByTestId('e2ee-failure').dataset['code']).toBe('offline');
    expect(own.get()).toEqual(active);
});

describe('a new code', () => {
    const made = {makeRecoveryCode: () => Promise.resolve({kind: 'created', recoveryCode: 'NEW-CODE'} as const)};

    async function confirm(): Promise<void> {
        type('OLD-CODE');
        await clickAndSettle(button('Make a new code'));
        fireEvent.click(screen.getByRole('checkbox'));
        await clickAndSettle(button('Finish'));
    }

    it('counts once it was kept', async () => {
        await open('new_code', {...made, confirmRecoveryCode: () => Promise.resolve({kind: 'done'})});
        await confirm();
        expect(step()).toBe('code_changed');
        expect(document.body.textContent).not.toContain('NEW-CODE');
    });

    it('that did not reach the server is still shown', async () => {
        await open('new_code', {...made, confirmRecoveryCode: () => Promise.resolve({kind: 'failed', code: 'offline'})});
        await confirm();
        expect(step()).toBe('code');
        expect(screen.getByTestId('e2ee-recovery-code').textContent).toBe('NEW-CODE');
    });

    it('that another browser overtook is worth nothing, and gone', async () => {
        await open('new_code', {...made, confirmRecoveryCode: () => Promise.resolve({kind: 'failed', code: 'conflict'})});
        await confirm();
        expect(step()).toBe('new_code');
        expect(document.body.textContent).not.toContain('NEW-CODE');
    });
});
