/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import type {SettingsProps} from './props';
import {Settings} from './settings';

beforeAll(openDialogsInJsdom);

function draw(overrides: Partial<SettingsProps> = {}) {
    const props: SettingsProps = {
        showTextInNotifications: true,
        onShowTextInNotifications: jest.fn(),
        own: 'active',
        backup: {kind: 'loading'},
        reminder: 'none',
        mayMail: true,
        onShow: jest.fn(),
        onDownloadFile: jest.fn(),
        onSetUp: jest.fn(),
        isForgetting: false,
        onForget: jest.fn(),
        ...overrides,
    };
    const {rerender} = renderUi(<Settings {...props} />);
    return {props, show: (next: Partial<SettingsProps>) => rerender(<Settings {...props} {...next} />)};
}

function ask(): void {
    fireEvent.click(screen.getByRole('button', {name: 'Remove my keys from this browser'}));
}

test('notifications show the text or not, as chosen', () => {
    const {props} = draw();
    expect(screen.getByRole('group', {name: 'Desktop notifications of encrypted messages'})).toBeTruthy();
    const description = "Your browser opens the text and your computer shows it; it isn't sent anywhere.";
    expect(screen.getByRole('radio', {name: 'Show the text', description})).toHaveProperty('checked', true);
    fireEvent.click(screen.getByRole('radio', {name: 'Only say that there is a message'}));
    expect(props.onShowTextInNotifications).toHaveBeenCalledWith(false);
});

test('removing keys first says what is lost without a recovery code', () => {
    const {props} = draw();
    ask();
    const dialog = screen.getByRole('dialog', {name: 'Remove your keys from this browser?'});
    expect(dialog.textContent).toMatch(/recovery code.*lost for good/);
    expect(props.onForget).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', {name: 'Remove my keys'}));
    expect(props.onForget).toHaveBeenCalledTimes(1);
});

test('cancel and Escape remove nothing', () => {
    const {props} = draw();
    ask();
    fireEvent.click(screen.getByRole('button', {name: 'Cancel'}));
    expect(screen.queryByRole('dialog')).toBeNull();
    ask();
    pressEscape(screen.getByRole('dialog'));
    expect(props.onForget).not.toHaveBeenCalled();
});

test('the question goes when the keys are gone', () => {
    const {show} = draw();
    ask();
    show({isForgetting: true});
    expect(screen.getByRole('button', {name: 'Removing…'})).toHaveProperty('disabled', true);
    show({own: 'elsewhere'});
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('There are no keys of yours in this browser.')).toBeTruthy();
    show({own: 'active'});
    expect(screen.queryByRole('dialog')).toBeNull();
});

test('a failure is said in the dialog', () => {
    const {show} = draw();
    ask();
    show({forgetFailure: {code: 'storage_blocked'}});
    expect(screen.getByRole('alert').textContent).toContain("doesn't let keys be stored");
});

test.each(['absent', 'elsewhere'] as const)('%s: nothing to remove, and set-up instead of the backup', (own) => {
    const {props} = draw({own});
    expect(screen.queryByTestId('e2ee-backup')).toBeNull();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', {name: 'Set up or restore my keys'}));
    expect(props.onSetUp).toHaveBeenCalledWith(undefined);
});

test('keys in use can be renewed, added to from a backup, or begun anew', () => {
    const {props} = draw();
    fireEvent.click(screen.getByRole('button', {name: 'Renew my key'}));
    expect(props.onShow).toHaveBeenCalledWith('renew');
    fireEvent.click(screen.getByRole('button', {name: 'Restore from a backup'}));
    expect(props.onSetUp).toHaveBeenCalledWith('restore');
    fireEvent.click(screen.getByRole('button', {name: 'I lost it, or it was stolen'}));
    expect(props.onSetUp).toHaveBeenCalledWith('reset');
});

test('keys that can not be looked at are neither renewed nor begun anew', () => {
    draw({own: 'conflict'});
    expect(screen.queryByRole('button', {name: /Renew|I lost it|Set up/})).toBeNull();
});
