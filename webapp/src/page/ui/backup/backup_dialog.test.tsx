/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import {OWNER, mailKeyActions} from '../../../../tests/support/ui_props';
import type {OwnBackup} from '../../../vault/api';
import {BackupDialog} from './backup_dialog';
import type {BackupDialogProps, BackupStep} from './props';

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC';
const BACKUP: OwnBackup = {kind: 'own_backup', isPersistent: true, fingerprint: 'ab12cd34', generation: 2, hasWayBack: true};

beforeAll(openDialogsInJsdom);

function draw(step: BackupStep, overrides: Partial<BackupDialogProps> = {}) {
    const props: BackupDialogProps = {
        backup: {kind: 'ready', value: BACKUP},
        reminder: 'unchecked',
        owner: OWNER,
        mail: {...mailKeyActions(), step: {kind: 'ask'}},
        onShow: jest.fn(),
        onCheck: jest.fn(),
        onReadFile: jest.fn(() => Promise.resolve(undefined)),
        onDownloadFile: jest.fn(),
        onMakeCode: jest.fn(),
        onConfirmCode: jest.fn(),
        onRenew: jest.fn(),
        onCopy: jest.fn(() => Promise.resolve(true)),
        onDownload: jest.fn(),
        onPrint: jest.fn(),
        onClose: jest.fn(),
        ...overrides,
        step,
    };
    const {rerender} = renderUi(<BackupDialog {...props} />);
    return {props, show: (next: BackupStep) => rerender(<BackupDialog {...props} step={next} />)};
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

describe('the overview', () => {
    test('says that the backup was never checked, and leads to each task', () => {
        const {props} = draw({kind: 'overview'});
        expect(screen.getByTestId('e2ee-checked-at').textContent).toBe('never');
        expect(screen.getByText(/never checked that your backup opens/)).toBeTruthy();
        for (const [name, task] of [
            ['Check my backup', 'check'],
            ['Send backup mail', 'mail'],
            ['New recovery code', 'new_code'],
        ] as const) {
            fireEvent.click(button(name));
            expect(props.onShow).toHaveBeenLastCalledWith(task);
        }
        fireEvent.click(button('Download backup file'));
        expect(props.onDownloadFile).toHaveBeenCalledTimes(1);
    });

    test('once checked, it says when, and reminds of nothing', () => {
        draw({kind: 'overview'}, {backup: {kind: 'ready', value: {...BACKUP, checkedAtMs: Date.UTC(2026, 2, 1)}}, reminder: 'none'});
        expect(screen.getByTestId('e2ee-checked-at').textContent).toContain('Mar 1, 2026');
        expect(screen.queryByText(/never checked/)).toBeNull();
    });

    test.each([
        ['droppable', /This browser may drop your keys/],
        ['no_way_back', /went on without a way back/],
    ] as const)('%s is said more loudly', (reminder, words) => {
        draw({kind: 'overview'}, {reminder});
        expect(screen.getByText(words).closest('p')?.className).toContain('loud');
    });

    test('without mail on this server none is offered', () => {
        draw({kind: 'overview'}, {mail: undefined});
        expect(screen.queryByRole('button', {name: 'Send backup mail'})).toBeNull();
    });

    test('a failure is said in the place of what is not known', () => {
        draw({kind: 'overview'}, {backup: {kind: 'failed', failure: {code: 'offline'}}, reminder: 'none'});
        expect(screen.getByRole('alert').textContent).toContain('No connection');
        expect(screen.queryByTestId('e2ee-checked-at')).toBeNull();
    });
});

describe('checking', () => {
    test('what is given is tried', () => {
        const {props} = draw({kind: 'check', needsCode: false});
        fireEvent.change(screen.getByRole('textbox'), {target: {value: CODE}});
        fireEvent.click(button('Check'));
        expect(props.onCheck).toHaveBeenCalledWith({kind: 'code', recoveryCode: CODE});
    });

    test('it opens, or it does not', () => {
        const {props, show} = draw({kind: 'checked', opens: true});
        expect(screen.getByTestId('e2ee-checked').dataset.opens).toBe('true');
        expect(screen.getByText('This backup brings back your keys.')).toBeTruthy();
        show({kind: 'checked', opens: false});
        expect(screen.getByTestId('e2ee-checked').dataset.opens).toBe('false');
        fireEvent.click(button('Use another one'));
        expect(props.onShow).toHaveBeenCalledWith('check');
    });
});

describe('a new code', () => {
    test('asks for the old one, and says what that can still do', () => {
        const {props} = draw({kind: 'new_code'});
        expect(screen.getByText(/can still open everything with them/)).toBeTruthy();
        fireEvent.click(button('Make a new code'));
        expect(props.onMakeCode).not.toHaveBeenCalled();
        fireEvent.change(screen.getByRole('textbox'), {target: {value: CODE}});
        fireEvent.submit(screen.getByRole('textbox'));
        expect(props.onMakeCode).toHaveBeenCalledWith(CODE);
    });

    test('counts only once it was kept', () => {
        const {props} = draw({kind: 'code', recoveryCode: CODE});
        expect(screen.getByTestId('e2ee-recovery-code').textContent).toBe(CODE);
        fireEvent.click(button('Finish'));
        expect(props.onConfirmCode).not.toHaveBeenCalled();
        fireEvent.click(screen.getByRole('checkbox'));
        fireEvent.click(button('Finish'));
        expect(props.onConfirmCode).toHaveBeenCalledTimes(1);
    });

    test('a failed exchange keeps the code on the page, to be tried again', () => {
        draw({kind: 'code', recoveryCode: CODE, failure: {code: 'offline'}});
        expect(screen.getByRole('alert').textContent).toContain('No connection');
        expect(screen.getByTestId('e2ee-recovery-code').textContent).toBe(CODE);
    });

    test('the code is gone from the page once it counts', () => {
        const {show} = draw({kind: 'code', recoveryCode: CODE});
        show({kind: 'code_changed'});
        expect(document.body.textContent).not.toContain(CODE);
        expect(screen.getByText(/counts from now on/)).toBeTruthy();
    });
});

test('renewing says what follows, and happens on a click only', () => {
    const {props, show} = draw({kind: 'renew'});
    expect(screen.getByRole('dialog', {name: 'Renew my key'}).textContent).toMatch(/Nobody is alarmed/);
    expect(props.onRenew).not.toHaveBeenCalled();
    fireEvent.click(button('Renew my key'));
    expect(props.onRenew).toHaveBeenCalledTimes(1);
    show({kind: 'renewed'});
    expect(screen.getByText('Your keys are renewed.')).toBeTruthy();
});

test.each(['checking', 'making_code', 'changing_code', 'renewing'] as const)('%s is said, and the dialog stays', (kind) => {
    const {props} = draw({kind});
    expect(screen.getByRole('status').textContent).toMatch(/…$/);
    pressEscape(screen.getByRole('dialog'));
    expect(props.onClose).not.toHaveBeenCalled();
});

test('the mail is sent from in here, and leads back', () => {
    const {props} = draw({kind: 'mail'});
    fireEvent.click(button('Back'));
    expect(props.onShow).toHaveBeenCalledWith('overview');
});
