/** @jest-environment jsdom */
import {act, fireEvent, screen, waitFor} from '@testing-library/react';

import {openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import {setUpActions} from '../../../../tests/support/ui_props';
import type {BackupOutcome, ComparedBackup} from '../../../vault/api';
import type {SetUpDialogProps, SetUpProps} from './props';
import type {StepUnderWay} from './set_up';
import {SetUpDialog} from './set_up_dialog';

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC';
const FILE = '-----BEGIN MATTERMOST E2EE BACKUP-----\nAAAA\n-----END MATTERMOST E2EE BACKUP-----\n';
const ASKED: StepUnderWay = {kind: 'restore', needsCode: false};

beforeAll(openDialogsInJsdom);

function draw(step: StepUnderWay, overrides: Partial<SetUpProps> = {}) {
    const props: SetUpDialogProps = {...setUpActions(), ...overrides, step};
    const {rerender} = renderUi(<SetUpDialog {...props} />);
    return {props, show: (next: StepUnderWay) => rerender(<SetUpDialog {...props} step={next} />)};
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

function type(text: string, field: string | RegExp = /^Recovery code, or/): HTMLElement {
    const box = screen.getByRole('textbox', {name: field});
    fireEvent.change(box, {target: {value: text}});
    return box;
}

function compared(outcome: BackupOutcome): StepUnderWay {
    const comparison: ComparedBackup = {
        kind: 'compared',
        outcome,
        generations: 1,
        publishedGenerations: 2,
        madeAtMs: Date.UTC(2026, 2, 1),
        fingerprint: 'ab12cd34',
    };
    return {kind: 'compared', comparison};
}

describe('giving a backup', () => {
    test('a typed code is shown in groups and looked at as it was typed', () => {
        const {props} = draw(ASKED);
        type('abcde fghjk mn');
        expect(screen.getAllByRole('listitem').map((group) => group.textContent)).toEqual(['ABCDE', 'FGHJK', 'MN']);
        fireEvent.click(button('Continue'));
        expect(props.onCompare).toHaveBeenCalledWith({kind: 'code', recoveryCode: 'abcde fghjk mn'});
        expect(props.onRestore).not.toHaveBeenCalled();
    });

    test('Enter goes on after a code, and is a new line in a text', () => {
        const {props} = draw(ASKED);
        fireEvent.keyDown(type(CODE), {key: 'Enter'});
        expect(props.onCompare).toHaveBeenCalledTimes(1);
        fireEvent.keyDown(type(FILE), {key: 'Enter'});
        expect(props.onCompare).toHaveBeenCalledTimes(1);
    });

    test('of a copied line the code alone is taken', () => {
        const {props} = draw(ASKED);
        type(`> Recovery code: ${CODE} (keep it)`);
        fireEvent.click(button('Continue'));
        expect(props.onCompare).toHaveBeenCalledWith({kind: 'code', recoveryCode: CODE});
    });

    test('a mail’s text is taken whole, and never shown as groups of a code', () => {
        const {props} = draw(ASKED);
        const mail = `Recovery code: ${CODE}\n\n${FILE}`;
        type(mail);
        expect(screen.queryByRole('listitem')).toBeNull();
        fireEvent.click(button('Continue'));
        expect(props.onCompare).toHaveBeenCalledWith({kind: 'text', text: mail});
    });

    test('a mail that is still encrypted is not looked at, and the way on is said', () => {
        draw(ASKED);
        type('-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----');
        expect(screen.getByRole('alert').textContent).toContain('gpg --decrypt');
        expect(button('Continue')).toHaveProperty('disabled', true);
    });

    test('a file can be dropped, or chosen', async () => {
        const onReadFile = jest.fn(() => Promise.resolve(FILE));
        const {props} = draw(ASKED, {onReadFile});
        const file = new File([FILE], 'backup.txt');
        fireEvent.drop(screen.getByTestId('e2ee-source'), {dataTransfer: {files: [file]}});
        await waitFor(() => expect(screen.getByRole('textbox')).toHaveProperty('value', FILE));
        fireEvent.click(button('Continue'));
        expect(props.onCompare).toHaveBeenCalledWith({kind: 'text', text: FILE});

        fireEvent.change(screen.getByLabelText('Choose the backup file'), {target: {files: [file]}});
        await act(() => Promise.resolve());
        expect(onReadFile).toHaveBeenCalledTimes(2);
    });

    test('a file that is none is said to be none, and keeps what was typed', async () => {
        draw(ASKED);
        type(CODE);
        fireEvent.drop(screen.getByTestId('e2ee-source'), {dataTransfer: {files: [new File([], 'picture.png')]}});
        await waitFor(() => expect(screen.getByRole('alert').textContent).toContain("can't be read as a backup"));
        expect(screen.getByRole('textbox')).toHaveProperty('value', CODE);
    });

    test('a text without a code asks for the code besides', () => {
        const {props, show} = draw(ASKED);
        type(FILE);
        show({kind: 'comparing'});
        show({kind: 'restore', needsCode: true});
        type(CODE, 'Recovery code');
        fireEvent.click(button('Continue'));
        expect(props.onCompare).toHaveBeenCalledWith({kind: 'text', text: FILE, recoveryCode: CODE});
    });

    test('an empty field is not looked at', () => {
        const {props} = draw(ASKED);
        expect(button('Continue')).toHaveProperty('disabled', true);
        fireEvent.submit(screen.getByTestId('e2ee-source'));
        expect(props.onCompare).not.toHaveBeenCalled();
    });

    test('a refused code stays to be corrected, its wrong group named and marked until it is changed', () => {
        const {show} = draw(ASKED);
        type(CODE);
        fireEvent.click(button('Continue'));
        show({kind: 'comparing'});
        show({kind: 'restore', needsCode: false, failure: {code: 'code_group', group: 3}});

        const field = screen.getByRole('textbox');
        expect(field).toHaveProperty('value', CODE);
        expect(field.getAttribute('aria-invalid')).toBe('true');
        expect(screen.getByRole('alert').textContent).toContain('group 3');
        const wrong = () => screen.getAllByRole('listitem').filter((group) => group.dataset.wrong === 'true');
        expect(wrong().map((group) => group.textContent)).toEqual(['MNPQR']);

        type(`${CODE}0`);
        expect(wrong()).toEqual([]);
    });

    test.each([
        ['author_mismatch', "somebody else's backup"],
        ['server_changed', 'another server'],
        ['chain_invalid', 'other keys than those published'],
        ['signature_invalid', 'changed or damaged'],
        ['cbor_malformed', 'This backup is damaged'],
    ] as const)('%s is said in words about a backup', (code, words) => {
        draw({kind: 'restore', needsCode: false, failure: {code}});
        expect(screen.getByTestId('e2ee-failure').textContent).toContain(words);
    });

    test('who has none is led to starting over, but not where keys are in use', () => {
        const {props} = draw(ASKED);
        fireEvent.click(button('I lost it, or it was stolen'));
        expect(props.onShowReset).toHaveBeenCalledTimes(1);
    });

    test('over keys in use it says that both stay', () => {
        draw(ASKED, {hasKeysHere: true, mayReset: false});
        expect(screen.getByText(/The keys in this browser stay/)).toBeTruthy();
        expect(screen.queryByRole('button', {name: /I lost it/})).toBeNull();
    });
});

describe('the comparison, before anything changes', () => {
    test.each(['same', 'older'] as const)('%s: all comes back', (outcome) => {
        const {props} = draw(compared(outcome));
        expect(screen.getByTestId('e2ee-comparison').dataset.outcome).toBe(outcome);
        expect(screen.getByText('AB12 CD34')).toBeTruthy();
        expect(props.onRestore).not.toHaveBeenCalled();
        fireEvent.click(button('Restore my keys'));
        expect(props.onRestore).toHaveBeenCalledTimes(1);
    });

    test.each(['before_reset', 'newer', 'not_published'] as const)('%s: for reading, if the member wants that', (outcome) => {
        const {props} = draw(compared(outcome));
        expect(screen.queryByRole('button', {name: 'Restore my keys'})).toBeNull();
        fireEvent.click(button('Use another one'));
        expect(props.onShowRestore).toHaveBeenCalledTimes(1);
        fireEvent.click(button('Restore for reading'));
        expect(props.onRestore).toHaveBeenCalledTimes(1);
    });

    test('unknown: not at all', () => {
        draw(compared('unknown'));
        expect(screen.queryByRole('button', {name: /^Restore/})).toBeNull();
        expect(button('Use another one')).toBeTruthy();
    });

    test('each outcome has words of its own', () => {
        const {show} = draw(compared('same'));
        const words = (['same', 'older', 'before_reset', 'newer', 'not_published', 'unknown'] as const).map((outcome) => {
            show(compared(outcome));
            return screen.getByTestId('e2ee-comparison').textContent;
        });
        expect(new Set(words).size).toBe(words.length);
    });
});
