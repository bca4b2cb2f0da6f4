/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import en from '../../../i18n/en.json';
import {clickAndSettle, openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import {Dialog} from '../parts/dialog';
import type {SetUpProps} from '../props';
import {firstSetUpStep} from './first_step';
import {SetUp, isSetUpBusy, setUpTitleId} from './set_up';
import type {SetUpPanelProps, StepUnderWay} from './set_up';

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC';

beforeAll(openDialogsInJsdom);

/** As the channel's dialog draws it. */
function InDialog(props: SetUpPanelProps) {
    return (
        <Dialog name="channel" title={en[setUpTitleId(props.step)]} isBusy={isSetUpBusy(props.step)} onClose={props.onClose}>
            <SetUp {...props} />
        </Dialog>
    );
}

function draw(step: StepUnderWay, overrides: Partial<SetUpProps> = {}) {
    const props: SetUpPanelProps = {
        username: 'aino',
        serverName: 'chat.example.org',
        onCreate: jest.fn(),
        onPublish: jest.fn(),
        onRestore: jest.fn(),
        onShowRestore: jest.fn(),
        onCopy: jest.fn(() => Promise.resolve(true)),
        onDownload: jest.fn(),
        onClose: jest.fn(),
        ...overrides,
        step,
    };
    const {rerender} = renderUi(<InDialog {...props} />);
    return {props, show: (next: StepUnderWay) => rerender(<InDialog {...props} step={next} />)};
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

describe('where set-up begins', () => {
    test('nothing published: create', () => {
        expect(firstSetUpStep({kind: 'absent'})).toEqual({kind: 'create'});
    });

    test('published elsewhere or renewed there: restore, never new keys', () => {
        expect(firstSetUpStep({kind: 'elsewhere', generation: 0})).toEqual({kind: 'restore'});
        expect(firstSetUpStep({kind: 'behind', generation: 0, published: 1})).toEqual({kind: 'restore'});
        expect(firstSetUpStep({kind: 'replaced'})).toEqual({kind: 'restore'});
    });

    test('interrupted: finish or start again', () => {
        expect(firstSetUpStep({kind: 'pending', isReset: false})).toEqual({kind: 'pending'});
    });

    test('nowhere, where keys are in use or contradicted', () => {
        expect(firstSetUpStep({kind: 'active', generation: 0, recordHash: ''})).toBeUndefined();
        expect(firstSetUpStep({kind: 'conflict', code: 'chain_invalid'})).toBeUndefined();
        expect(firstSetUpStep({kind: 'failed', code: 'offline'})).toBeUndefined();
    });
});

describe('creating', () => {
    test('nothing is made before the member asks for it', () => {
        const {props} = draw({kind: 'create'});
        expect(props.onCreate).not.toHaveBeenCalled();
        fireEvent.click(button('Create my keys'));
        expect(props.onCreate).toHaveBeenCalledTimes(1);
    });

    test.each(['creating', 'publishing', 'restoring'] as const)('%s is said, and the dialog stays', (kind) => {
        draw({kind});
        expect(screen.getByRole('status').textContent).toMatch(/…$/);
        expect(isSetUpBusy({kind})).toBe(true);
        expect(button('Close')).toHaveProperty('disabled', true);
    });

    test('the code is shown in groups, and only "I have kept it" opens the way to publishing', () => {
        const {props} = draw({kind: 'code', recoveryCode: CODE});
        expect(screen.getByRole('status', {name: 'Your recovery code'}).textContent).toBe(CODE);

        fireEvent.click(button('Finish'));
        expect(props.onPublish).not.toHaveBeenCalled();

        fireEvent.click(screen.getByRole('checkbox', {name: /I have kept my recovery code/}));
        fireEvent.click(button('Finish'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
    });

    test('copying says whether it worked', async () => {
        const onCopy = jest.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
        draw({kind: 'code', recoveryCode: CODE}, {onCopy});
        await clickAndSettle(button('Copy code'));
        expect(onCopy).toHaveBeenCalledWith(CODE);
        expect(screen.getByText('Copied')).toBeTruthy();
        await clickAndSettle(button('Copy code'));
        expect(screen.getByText(/^Copying didn't work/)).toBeTruthy();
        expect(screen.queryByText('Copied')).toBeNull();
    });

    test('the downloaded file names server, account and code', () => {
        const {props} = draw({kind: 'code', recoveryCode: CODE});
        fireEvent.click(button('Download code'));
        const [fileName, text] = jest.mocked(props.onDownload).mock.lastCall ?? [];
        expect(fileName).toBe('mattermost-recovery-code-aino.txt');
        expect(text).toContain('chat.example.org');
        expect(text).toContain('aino');
        expect(text).toContain(CODE);
    });

    test('the code is gone from the page once the step is over', () => {
        const {show} = draw({kind: 'code', recoveryCode: CODE});
        show({kind: 'publishing'});
        expect(document.body.textContent).not.toContain(CODE);
    });

    test('a retry repeats what failed, and nothing else', () => {
        const during = draw({kind: 'failed', during: 'publish', failure: {code: 'offline'}});
        expect(screen.getByRole('alert').textContent).toContain('No connection');
        fireEvent.click(button('Try again'));
        expect(during.props.onPublish).toHaveBeenCalledTimes(1);
        expect(during.props.onCreate).not.toHaveBeenCalled();

        during.show({kind: 'failed', during: 'create', failure: {code: 'storage_full'}});
        fireEvent.click(button('Try again'));
        expect(during.props.onCreate).toHaveBeenCalledTimes(1);
    });

    test('after a reload in the middle the member may finish, or start again', () => {
        const {props} = draw({kind: 'pending'});
        fireEvent.click(button('I have kept it: finish'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
        fireEvent.click(button('Start again with a new code'));
        expect(props.onCreate).toHaveBeenCalledTimes(1);
    });

    test('overtaken by another browser, it offers that browser’s code and no way to publish', () => {
        const {props} = draw({kind: 'overtaken'});
        expect(screen.getByText(/worth nothing now/)).toBeTruthy();
        fireEvent.click(button('Restore with that code'));
        expect(props.onShowRestore).toHaveBeenCalledTimes(1);
        expect(screen.queryByRole('button', {name: /create|finish/i})).toBeNull();
    });
});

describe('restoring', () => {
    test('begins in the field and takes any spelling as it was typed', () => {
        const {props} = draw({kind: 'restore'});
        const field = screen.getByRole('textbox', {name: 'Recovery code'});
        expect(document.activeElement).toBe(field);
        fireEvent.change(field, {target: {value: 'abcde fghjk'}});
        fireEvent.submit(field);
        expect(props.onRestore).toHaveBeenCalledWith('abcde fghjk');
    });

    test('nothing typed is not tried', () => {
        const {props} = draw({kind: 'restore'});
        expect(button('Restore')).toHaveProperty('disabled', true);
        fireEvent.submit(screen.getByRole('textbox'));
        expect(props.onRestore).not.toHaveBeenCalled();
    });

    test('a refused code stays to be corrected, its wrong group named and marked until it is changed', () => {
        const {show} = draw({kind: 'restore'});
        fireEvent.change(screen.getByRole('textbox'), {target: {value: CODE}});
        fireEvent.click(button('Restore'));
        show({kind: 'restoring'});
        show({kind: 'restore', failure: {code: 'code_group', group: 3}});

        const field = screen.getByRole<HTMLInputElement>('textbox');
        expect(field.value).toBe(CODE);
        expect(field.getAttribute('aria-invalid')).toBe('true');
        expect(screen.getByRole('alert').textContent).toContain('group 3');
        const wrong = () => screen.getAllByRole('listitem').filter((group) => group.dataset.wrong === 'true');
        expect(wrong().map((group) => group.textContent)).toEqual(['MNPQR']);

        fireEvent.change(field, {target: {value: `${CODE}0`}});
        expect(wrong()).toEqual([]);
    });
});

test('focus stays inside when a step replaces the one whose button was pressed', () => {
    const {show} = draw({kind: 'create'});
    button('Create my keys').focus();
    show({kind: 'code', recoveryCode: CODE});
    expect(document.activeElement).toBe(screen.getByRole('heading', {name: 'Keep your recovery code'}));
});
