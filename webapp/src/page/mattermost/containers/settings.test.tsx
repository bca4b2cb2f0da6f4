/**
 * @jest-environment jsdom
 */
import {act, fireEvent, screen, within} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import type {OwnState, Vault} from '../../../vault/api';
import {localChoices} from '../local_choices';
import {Subject} from '../observable';
import {OwnBackupView} from '../own_backup';
import type {Page} from '../page';
import {SettingsContainer} from './settings';

beforeAll(openDialogsInJsdom);

async function draw(): Promise<HTMLElement> {
    const state = {entities: {users: {currentUserId: 'alice', profiles: {alice: {username: 'alice'}}}}};
    const vault = {
        ownBackup: () => Promise.resolve({kind: 'own_backup', isPersistent: true, fingerprint: 'ab12', generation: 0, hasWayBack: true}),
    } as unknown as Vault;
    const page = {
        account: {own: new Subject<OwnState>({kind: 'active', generation: 0, recordHash: 'h'})},
        backup: new OwnBackupView(vault),
        choices: localChoices({getItem: () => null, setItem: jest.fn(), removeItem: jest.fn()}),
        settings: {shown: new Subject(undefined)},
        vault,
    } as unknown as Page;
    const {container} = renderUi(
        <Provider store={createStore(() => state)}>
            <SettingsContainer page={page} />
        </Provider>,
    );
    await act(() => Promise.resolve());
    return container;
}

it.each([
    ['Renew my key', 'Renew my key'],
    ['Check my backup', 'Check my backup'],
    ['Restore from a backup', 'Restore your keys'],
    ['I lost it, or it was stolen', 'Start over with new keys'],
])('%s opens its dialog within the settings, which the host hides everything else for, and closes it', async (button, title) => {
    const settings = await draw();
    fireEvent.click(screen.getByRole('button', {name: button}));
    const dialog = within(settings).getByRole('dialog', {name: title});
    fireEvent.click(within(dialog).getByRole('button', {name: 'Close'}));
    expect(screen.queryByRole('dialog')).toBeNull();
});
